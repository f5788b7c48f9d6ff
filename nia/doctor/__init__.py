"""What is configured, what is missing, what to do: an installation is examined here, and nothing is changed."""
