"""Accuracy and speed, measured: one command each."""
