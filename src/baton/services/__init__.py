"""ACTS: one function a verb; loads, decides and saves in one transaction."""
