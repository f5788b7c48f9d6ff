from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nia.evaluation.export.redaction.keyed import Key
from nia.evaluation.export.redaction.originals import Originals
from nia.evaluation.export.redaction.redactor import Redactor
from nia.evaluation.export.redaction.survivors import NotRedacted, look
from nia.understanding.amounts import find_amounts
from nia.understanding.contact_points import find_phones

GIVEN = "Rahul Sunita Zubin Thiruvengadam Harpreet Ng राहुल सुनीता Mehjabeen Prabhjot".split()
SURNAMES = "Verma Rao Contractor Chatterjee वर्मा Bhattacharya Singh".split()
FIRMS = "TechCorp|Zenith Pharma|Blue Ocean Foods Pvt Ltd|L&T Motors|Patel & Sons|Wellspring".split("|")
FRAMES = (
    "call {name} on {phone} about {company}",
    "{name}'s deal with {company} is worth {amount}, {phone}",
    "{name} ko {phone} par call karo, {company} ka {amount} ka deal",
    "{name} को {phone} पर फोन करो",
    "mail from {mail}: {NAME} of {company} said {amount}.",
    "{name}ji ({mail}) wants {amount} from {company}",
)
numbers = st.integers(min_value=6_000_000_000, max_value=9_999_999_999).map(str)
layouts = st.sampled_from(["{}{}", "{} {}", "{}-{}", "+91 {} {}", "+91{}{}"])


@st.composite
def people(draw: st.DrawFn) -> dict[str, str]:
    number, lakhs = draw(numbers), draw(st.integers(min_value=2, max_value=95))
    first, last = draw(st.sampled_from(GIVEN)), draw(st.sampled_from(SURNAMES))
    form = draw(st.sampled_from(["{} lakh", "{}L", "Rs {},00,000", "₹{}00000"]))
    name = draw(st.sampled_from([first, f"{first} {last}", f"{first} {last}".upper(), f"{first} {last}".lower()]))
    return {
        "name": name,
        "NAME": name.upper(),
        "whole": f"{first} {last}",
        "phone": draw(layouts).format(number[:5], number[5:]),
        "e164": f"+91{number}",
        "company": draw(st.sampled_from(FIRMS)),
        "amount": form.format(lakhs),
        "value": str(lakhs * 100_000),
        "mail": f"contact{number[:3]}@firm{number[3:6]}.in",
    }


@given(st.lists(people(), min_size=1, max_size=3), st.sampled_from(FRAMES), st.binary(min_size=8, max_size=8))
@settings(max_examples=150, deadline=None)
def test_nothing_of_anybody_is_left_wherever_it_stands(who: list[dict[str, str]], frame: str, secret: bytes) -> None:
    leads = [
        {
            "name": one["whole"],
            "company": one["company"],
            "phone": one["e164"],
            "email": one["mail"],
            "value": int(one["value"]),
        }
        for one in who
    ]
    suite = {"given": {"leads": leads}, "turns": [{"say": frame.format(**one)} for one in who]}
    originals = Originals()
    originals.take_suite(suite)
    redactor = Redactor.of(originals, Key(secret))
    redacted = redactor.suite(suite)
    look(str(redacted), redacted, originals)
    assert redactor.suite(suite) == redacted


@given(
    st.sets(st.integers(min_value=1000, max_value=10**9), min_size=2, max_size=12), st.binary(min_size=8, max_size=8)
)
@settings(deadline=None)
def test_amounts_keep_their_order_and_none_stays(values: set[int], secret: bytes) -> None:
    amounts = Redactor.of(Originals(amounts={Decimal(one) for one in values}), Key(secret)).amounts
    new = [amounts.of(Decimal(one)) for one in sorted(values)]
    assert new == sorted(set(new))
    assert not {int(one) for one in new} & values


@pytest.mark.parametrize(
    "said",
    [
        "worth 15 lakh",
        "₹5,00,000",
        "dhai lakh ka deal",
        "पांच लाख रुपये",
        "make it 5L",
        "between 5 and 10 lakh",
        "budget is $5000",
    ],
)
def test_words_and_digits_of_an_amount_agree(said: str) -> None:
    originals = Originals()
    originals.take_suite({"say": said})
    redactor = Redactor.of(originals, Key(b"secret"))
    before, after = find_amounts(said)[0], find_amounts(redactor.text(said))[0]
    assert after.amount == redactor.amounts.of(before.amount)
    assert (after.currency, after.comparison) == (before.currency, before.comparison)


def test_one_name_has_one_replacement_in_both_scripts_and_every_form() -> None:
    redactor = Redactor.of(Originals(people={"Rahul Verma"}), Key(b"secret"))
    first, last = redactor.text("Rahul Verma", is_name=True).split()
    assert redactor.text("RAHUL's and rahul ko, Rahulji") == f"{first.upper()}'s and {first.lower()} ko, {first}ji"
    assert redactor.text("Vermas") == f"{last}s"
    in_hindi = redactor.text("राहुल को")
    assert "राहुल" not in in_hindi
    assert in_hindi.endswith(" को")


def test_a_phone_said_in_parts_or_words_is_replaced_alike() -> None:
    redactor = Redactor.of(Originals(phones={"+919820012345"}), Key(b"secret"))
    new = redactor.phones.of("+919820012345")
    assert redactor.text("98200 12345") == f"{new[3:8]} {new[8:]}"
    assert redactor.text("it ends with 12345") == f"it ends with {new[8:]}"
    spoken = redactor.text("nine eight two double zero one two three four five")
    assert find_phones(spoken)[0].digits.endswith(new[3:])


def test_a_name_that_is_also_a_word_is_a_name_only_where_it_is_one() -> None:
    redactor = Redactor.of(Originals(people={"Mark Thomas"}), Key(b"secret"))
    assert redactor.text("mark him qualified") == "mark him qualified"
    assert "mark" not in redactor.text("update mark's value").lower()
    assert "Mark" not in redactor.text("call Mark Thomas")
    assert "Mark" not in redactor.text("call Mark")


def test_cities_and_ordinary_words_stay() -> None:
    originals = Originals(companies={"Pune Traders"})
    assert Redactor.of(originals, Key(b"secret")).text("leads from Pune above 3") == "leads from Pune above 3"


@pytest.mark.parametrize(
    ("left", "kind"),
    [
        ({"say": "call राहुल"}, "a name"),
        ({"say": "for Verma's quote"}, "a name"),
        ({"say": "on 98123-45678"}, "a phone number"),
        ({"say": "nine eight one two three four five six seven eight"}, "a phone number"),
        ({"say": "rahul at the rate techcorp dot example"}, "a mail address"),
        ({"leads": [{"value": 500000}]}, "an amount"),
        ({"say": "worth ₹5,00,000"}, "an amount"),
        ({"say": "worth paanch lakh"}, "an amount"),
    ],
)
def test_the_last_look_finds_what_is_left_and_does_not_repeat_it(left: dict[str, object], kind: str) -> None:
    originals = Originals(
        people={"Rahul Verma"}, phones={"+919812345678"}, mails={"rahul@techcorp.example"}, amounts={Decimal(500000)}
    )
    with pytest.raises(NotRedacted, match=kind) as refused:
        look(str(left), left, originals)
    assert "erma" not in str(refused.value)
