"""Delivery: rows of the ledger in, messages in chats out. governor.py keeps the rates, gate.py the order, sender.py makes the calls."""
