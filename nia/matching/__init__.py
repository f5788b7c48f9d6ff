"""Compares names, companies, places and mail addresses by spelling and sound, across scripts. It knows no records."""
