"""The ledger: proposals, actions, undo, receipts, outbox. What took effect, exactly once, and how to take it back."""
