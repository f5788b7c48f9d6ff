"""The chat in the browser, on Chainlit: sign-in, messages, confirmation cards, tables."""
