"""Words that say which record is meant without naming it, in the languages that NIA hears. `description` reads them.

They are compared folded (see `nia.matching.compare.fold`): what is in Devanagari here is folded, as what is said is.
"""

from __future__ import annotations

from nia.matching.compare import fold
from nia.understanding.port import SlotKind


def listed(*lines: str) -> frozenset[str]:
    """Return the words of these lines."""
    return frozenset(fold(word) for line in lines for word in line.split())


PERSONAL = listed(
    "he him she her they them his hers their theirs",
    "uspe ispe usme isme usmein ismein unme inme unpe inpe",
    "usko use usse uska uske uski unko unhe unhen unse unka unke unki",
    "isko ise isse iska iske iski inko inhe inhen inse inka inke inki",
    "उसने उसमें उन्होंने उनमें इसने इसमें इन्होंने इनमें",
)
"""Stands for a person: the one in focus, or for a meeting, task or mail, the one of that person."""

POINTING = listed("it its this that these those same", "wo woh vo voh vah ye yeh yah wahi vahi yahi usi isi us वे")
"""Stands for whatever of the kind is in focus."""

ME = listed("i me myself mine my self", "mujhe mujhko mera meri mere main mai maine khud apna apne apni hum hamara")
MINE = listed("my mine our", "mera meri mere hamara hamari hamare apna apni apne")
NEWEST = listed(
    "last latest newest recent recently aakhri akhri aakhiri akhiri pichla pichli pichhla pichhli",
    "आखिरी आख़िरी अंतिम पिछला पिछली पिछले ताज़ा ताज़ी लेटेस्ट",
)
NEXT = listed("next upcoming agla agli अगला अगली अगले नेक्स्ट")
UNREAD = listed("unread unopened unpadha unpadhi anpadha अनपढ़ा अनपढ़ी अनपढ़े अनरीड")
PRESSING = listed("urgent important pressing zaroori jaroori zaruri jaruri ज़रूरी अर्जेंट अर्जेन्ट")
OVERDUE = listed("overdue late delayed missed ओवरड्यू")
PENDING = listed("open pending due baaki baki बाकी पेंडिंग ओपन अधूरा अधूरी अधूरे")

MAKING = listed(
    "added made created entered registered saved logged noted wrote opened put up",
    "banaya banayi banai banaye bani bana daala daali daale dala dali dale joda jodi jode likha likhi rakha rakhi",
    "बनाया बनाई बनाए बनायी डाला डाली डाले जोड़ा जोड़ी लिखा लिखी",
)
"""Says with a time when a record was made: "the task I made yesterday"."""

FACTS = listed("fact thing what i told said baat baatein baaton cheez bola bataya", "बात बातें बातों चीज़ बोला बताया")
"""Said of what is remembered, they name none of it: "Nagpur wali baat"."""

ALL = listed("all every each everything both sab sabhi saare saari sare sari saara सब सभी सारे सारी सारा दोनों")
"""Means no single record: which one is asked."""

FILLERS = listed(
    "the a an of from at with by for to in on about regarding re one ones please who whose which is was are and",
    "person guy lady man woman company named called priority",
    "ka ki ke ko se wala wali wale waala waali waale vala vali vale vaala vaali vaale par pe mein me men ne",
    "hai tha thi aur jo sath saath bare baare",
    "का की के को से वाला वाली वाले पर पे में ने है हैं था थी थे और जो साथ बारे लिए कि ना वहाँ नाम अब",
)
HONORIFICS = listed(
    "mr mrs ms miss dr shri shree sri smt ji sir madam maam bhai bhaiya sahab saab saheb",
    "श्री श्रीमती जी साहब सर मैडम भाई बहन डॉ",
)

NOUNS = {
    SlotKind.LEAD: listed(
        "lead leads deal deals opportunity account client customer prospect party grahak new",
        "लीड लीड्स डील डील्स सौदा ग्राहक कस्टमर क्लाइंट पार्टी नई नया",
    ),
    SlotKind.MEETING: listed(
        "meeting meetings mtg appointment call meet event slot mulakat mulaqat baithak",
        "मीटिंग मिटिंग बैठक मुलाकात मुलाक़ात कॉल अपॉइंटमेंट",
    ),
    SlotKind.TASK: listed("task tasks todo reminder reminders item kaam kam thing do", "टास्क काम कार्य रिमाइंडर"),
    SlotKind.MAIL: listed("mail mails email emails message msg thread sandesh", "मेल ईमेल ई-मेल संदेश मैसेज चिट्ठी"),
    SlotKind.USER: listed("colleague teammate rep user", "साथी सहकर्मी"),
    SlotKind.PEOPLE: listed("lead contact client customer colleague"),
    SlotKind.ADDRESSES: listed("lead contact client customer colleague"),
}
"""What a record of each kind is called: said of itself, it names none."""
