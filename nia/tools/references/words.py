"""Words that say which record is meant without naming it, in the languages that NIA hears. `description` reads them.

They are compared folded (see `nia.sales.matching.fold`), so Hindi stands here as it is written in Latin letters.
"""

from __future__ import annotations

from nia.understanding.port import SlotKind


def listed(*lines: str) -> frozenset[str]:
    """Return the words of these lines."""
    return frozenset(word for line in lines for word in line.split())


PERSONAL = listed(
    "he him she her they them his hers their theirs",
    "usko use usse uska uske uski unko unhe unhen unse unka unke unki",
    "isko ise isse iska iske iski inko inhe inhen inse inka inke inki",
)
"""Stands for a person: the one in focus, or for a meeting, task or mail, the one of that person."""

POINTING = listed("it its this that these those same", "wo woh vo voh vah ye yeh yah wahi vahi yahi usi isi us")
"""Stands for whatever of the kind is in focus."""

ME = listed("i me myself mine my self", "mujhe mujhko mera meri mere main mai maine khud apna apne apni hum hamara")
MINE = listed("my mine our", "mera meri mere hamara hamari hamare apna apni apne")
NEWEST = listed("last latest newest recent recently", "aakhri akhri aakhiri akhiri pichla pichli pichhla pichhli")
NEXT = listed("next upcoming agla agli")
UNREAD = listed("unread unopened unpadha unpadhi anpadha")
PRESSING = listed("urgent important pressing zaroori jaroori zaruri jaruri")
OVERDUE = listed("overdue late delayed missed")
PENDING = listed("open pending due baaki baki")

MAKING = listed("added made created entered registered saved logged noted wrote opened put up")
"""Says with a time when a record was made: "the task I made yesterday"."""

ALL = listed("all every each everything both sab sabhi saare saari sare sari saara")
"""Means no single record: which one is asked."""

FILLERS = listed(
    "the a an of from at with by for to in on about regarding re one ones please who whose which is was are and",
    "person guy lady man woman company named called priority",
    "ka ki ke ko se wala wali wale waala waali waale vala vali vale vaala vaali vaale par pe mein me men ne",
    "hai tha thi aur jo sath saath bare baare",
)
HONORIFICS = listed("mr mrs ms miss dr shri shree sri smt ji sir madam maam bhai bhaiya sahab saab saheb")

NOUNS = {
    SlotKind.LEAD: listed("lead leads deal deals opportunity account client customer prospect party grahak new"),
    SlotKind.MEETING: listed("meeting meetings mtg appointment call meet event slot mulakat mulaqat baithak"),
    SlotKind.TASK: listed("task tasks todo reminder reminders item kaam kam thing do"),
    SlotKind.MAIL: listed("mail mails email emails message msg thread sandesh"),
    SlotKind.USER: listed("colleague teammate rep user"),
    SlotKind.PEOPLE: listed("lead contact client customer colleague"),
    SlotKind.ADDRESSES: listed("lead contact client customer colleague"),
}
"""What a record of each kind is called: said of itself, it names none."""
