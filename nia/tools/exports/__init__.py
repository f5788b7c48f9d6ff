"""What is derived from a tool's definition, a file each. Nobody writes any of it by hand."""
