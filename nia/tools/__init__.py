"""The tools: what NIA can do, each defined once, and the one gate through which all are reached."""
