"""The format of eval suites: the models of a file, how it is read, and its JSON schema."""
