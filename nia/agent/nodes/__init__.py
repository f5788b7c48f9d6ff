"""The nodes of a turn: hear, intent, slots, confirm, act, reply, a file each."""
