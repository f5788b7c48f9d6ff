"""NIA as a node of another LangGraph graph: the app greets, NIA does the sales work, and a card interrupts both.

Run `nia demo load` once, then `python examples/node_in_a_graph.py`.
"""

from __future__ import annotations

import asyncio

from langchain_core.messages import AIMessage, HumanMessage
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.types import Command, StateSnapshot

import nia


def desk(state: MessagesState) -> Command[str]:
    """Answer what the app knows by itself; leave the rest to NIA."""
    if "opening hours" in str(state["messages"][-1].content):
        return Command(update={"messages": [AIMessage("We are here from 9 to 7.")]}, goto=END)
    return Command(goto="sales")


async def main() -> None:
    app = StateGraph(MessagesState)
    app.add_node("desk", desk, destinations=("sales", END))
    app.add_node("sales", nia.graph())
    app.add_edge(START, "desk")
    app.add_edge("sales", END)
    graph = app.compile(checkpointer=InMemorySaver())
    # `thread_id` names the conversation, `user` who speaks: NIA takes both from here.
    config: RunnableConfig = {"configurable": {"thread_id": "node-example", "user": "asha@example.com"}}

    said = await graph.ainvoke({"messages": [HumanMessage("what are your opening hours?")]}, config)
    print(said["messages"][-1].content, end="\n\n")

    asked = await graph.ainvoke({"messages": [HumanMessage("remind me to call Tara Bose tomorrow at 11")]}, config)
    if "__interrupt__" in asked:  # a card waits; what NIA said with it stands in the node's own state
        inside = (await graph.aget_state(config, subgraphs=True)).tasks[0].state
        assert isinstance(inside, StateSnapshot)
        print(inside.values["messages"][-1].content, end="\n\n")

    done = await graph.ainvoke(Command(resume="yes"), config)
    print(done["messages"][-1].content)


if __name__ == "__main__":
    asyncio.run(main())
