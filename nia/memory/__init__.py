"""What NIA keeps of a conversation and of a user: turns, and the lease that lets one process work on them."""
