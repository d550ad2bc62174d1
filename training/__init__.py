"""Development data → the numbers that ship in `lexicons/`; never imported by the library."""
