"""LangGraph's savers, kept small: a conversation's latest checkpoint stays, the older ones are dropped now and then."""
