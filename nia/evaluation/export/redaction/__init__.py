"""Redaction of a suite: names, phones, mail addresses and amounts are replaced, the same one always by the same."""
