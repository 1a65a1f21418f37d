"""SETS UP: settings, addresses and server entry points. No rule about children belongs here."""
