"""Posting: what goes out by itself, at its time, exactly once.

The postman makes his rounds: he enters what is due into the ledger, has each post composed by its
kind, and takes it to its place. What a crash or a silent Discord left in the open is looked for
before it is sent again.
"""
