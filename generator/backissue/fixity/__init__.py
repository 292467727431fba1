"""Fixity, as archivists call it: whether what lies there is, to the byte, what was put there."""
