"""How handbooks that are built apart hang together."""

from __future__ import annotations

from sphinxcontrib_procstd.model.portal import (
    HandOver,
    Link,
    Portal,
    PortalEntry,
    PortalHandbook,
    PortalProcess,
    build_portal_map,
)


def book(name: str, *processes: PortalProcess, entries: tuple[PortalEntry, ...] = ()) -> PortalHandbook:
    names = {text: process.id for process in processes for text in (process.id, process.title)}
    return PortalHandbook(name=name, uri=f"{name}/", processes=processes, entries=entries, names=names)


def process(process_id: str, *ways: str, title: str = "", guard: str = "") -> PortalProcess:
    title = title or process_id.title()
    hand_overs = tuple(HandOver(to=way, guard=guard) for way in ways)
    return PortalProcess(id=process_id, title=title, uri=f"#{process_id}", hand_overs=hand_overs)


def entry(kind: str, entry_id: str, title: str, number: str = "") -> PortalEntry:
    return PortalEntry(kind=kind, id=entry_id, title=title, uri="", number=number)


def test_a_hand_over_leads_to_another_handbook_by_id_and_by_title() -> None:
    sales, finance = book("Sales", process("order", "bill", "《付款》")), book("Finance", process("bill", title="付款"))
    assert Portal((sales, finance)).links == (Link(source=("Sales", "order"), target=("Finance", "bill")),)


def test_the_own_process_comes_before_one_of_that_name_elsewhere() -> None:
    first, second = book("A", process("bill"), process("order", "bill", guard="paid")), book("B", process("bill"))
    assert Portal((second, first)).links == (Link(source=("A", "order"), target=("A", "bill"), guards=("paid",)),)


def test_what_does_not_fit_together_is_said() -> None:
    first = book("A", process("order", "bill", "nowhere", "nowhere"))
    books = (first, book("B", process("bill")), book("C", process("bill")))
    assert Portal(books).faults() == [
        'the process id "bill" is borne in several handbooks: "B", "C"',
        'A: the process "order" hands over to "bill", which several handbooks have; "B" is taken ("B", "C")',
        'A: the process "order" hands over to "nowhere", which no handbook has',
    ]


def test_forms_of_one_title_or_one_number_are_one_form() -> None:
    first = book("A", entries=(entry("forms", "a", "Apple list"), entry("forms", "note", "Delivery note", "F-20")))
    second = book("B", entries=(entry("forms", "n", "《送货单》", "f-20"), entry("systems", "note", "Delivery note")))
    third = book("C", entries=(entry("forms", "x", "delivery  NOTE"),))
    shared = Portal((first, second, third)).shared("forms")
    assert [(one.title, [held.name for held, _ in one.entries]) for one in shared] == [
        ("Delivery note / 送货单", ["A", "B", "C"]),
        ("Apple list", ["A"]),
    ]


def test_a_map_too_large_shows_what_links_handbooks_and_then_nothing() -> None:
    portal = Portal((book("A", process("a", "b"), process("b", "c"), process("d")), book("B", process("c"))))

    def shown(most: int) -> list[str]:
        return [node.process for node in build_portal_map(portal, title="Map", most=most).nodes]

    assert (shown(4), shown(3), shown(1)) == (["a", "b", "d", "c"], ["b", "c"], [])
