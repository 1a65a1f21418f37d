"""Baton runs a council's written procedure for who is responsible for a child, and when."""
