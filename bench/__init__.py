"""Measures Back Issue against its peers: the same invented archive, equal pages, one after the other."""
