import pytest

import framing
from framing.annotation.naming import slug
from tests.texts import placed


@pytest.fixture(scope="module")
def encoder():
    return framing.Analyzer(engine="encoder")


def summary(analyzer, text):
    """Id → kind and the text of every mention."""
    profile = analyzer.analyze(text)
    return {actor.id: (actor.kind, [mention.text for mention in actor.mentions]) for actor in profile.actors}


@pytest.mark.parametrize(
    ("text", "actor", "mentions"),
    [
        pytest.param(
            "President Vladimir Putin flew to Kazan on Monday. Putin stayed for an hour.",
            "putin", ["Vladimir Putin", "Putin"], id="title and name, then surname",
        ),
        pytest.param(
            "Senator Ruth Ade spoke. Ms. Ade smiled. “We won,” Ade said.", "ade", ["Ruth Ade", "Ade", "Ade"],
            id="honorific",
        ),
        pytest.param("Mr Okoro arrived late. Okoro slept.", "okoro", ["Okoro", "Okoro"], id="title and surname alone"),
        pytest.param(
            "Prime Minister Tom Reyes resigned. Reyes's deputy took over.", "reyes", ["Tom Reyes", "Reyes"],
            id="possessive",
        ),
        pytest.param(
            "Talks with the US went on. Envoys of the United States smiled. Washington rejected the offer.",
            "united-states", ["US", "United States", "Washington"], id="short form, full form, acting metonym",
        ),
        pytest.param(
            "Envoys from the U.S. arrived, and America paid.", "united-states", ["U.S.", "America"], id="dotted form"
        ),
        pytest.param(
            "The World Health Organization warned of a shortage. The WHO sent masks.",
            "world-health-organization", ["World Health Organization", "WHO"], id="acronym",
        ),
        pytest.param("The United Nations voted.", "united-nations", ["United Nations"], id="organisation behind the"),
        pytest.param("NATO sent ships. Nato paid for them.", "nato", ["NATO", "Nato"], id="spelling of an acronym"),
        pytest.param(
            "Russia struck first. On Friday the Kremlin rejected a truce.", "russia", ["Russia", "Kremlin"],
            id="seat of power",
        ),
        pytest.param(
            "Talks between Moscow and Kyiv resumed.", "ukraine", ["Kyiv"], id="metonym in company",
        ),
        pytest.param(
            "Protesters blocked it. The protesters left.", "protesters", ["Protesters", "protesters"], id="group"
        ),
    ],
)  # fmt: skip
def test_names_of_one_actor_are_one_actor(analyzer, text, actor, mentions):
    assert summary(analyzer, text)[actor][1] == mentions


@pytest.mark.parametrize(
    ("text", "actor", "mentions"),
    [
        pytest.param("The US closed its consulate.", "united-states", ["US"], id="the US opens the sentence"),
        pytest.param("The Kremlin declined a truce.", "russia", ["Kremlin"], id="the Kremlin opens the sentence"),
        pytest.param("The UN voted.", "united-nations", ["UN"], id="the UN opens the sentence"),
        pytest.param("When Russia attacked, it rained.", "russia", ["Russia"], id="behind a conjunction"),
        pytest.param("But Japan left.", "japan", ["Japan"], id="behind but"),
        pytest.param("In Japan the yen fell.", "japan", ["Japan"], id="behind a preposition"),
        pytest.param("Yesterday Russia attacked.", "russia", ["Russia"], id="behind an adverb"),
        pytest.param(
            "The European Union fined the firm. The EU kept the money.", "european-union", ["European Union", "EU"],
            id="the EU opens the sentence",
        ),
    ],
)  # fmt: skip
def test_names_behind_the_word_that_opens_the_sentence(analyzer, text, actor, mentions):
    assert summary(analyzer, text)[actor][1] == mentions


@pytest.mark.parametrize(
    "text",
    [
        "Ukrainian President Volodymyr Zelenskiy thanked the nurses.",
        "Talks went on, Ukrainian Foreign Minister Olha Bondar wrote.",
    ],
)
def test_the_nationality_in_a_title_is_not_the_state(analyzer, text):
    assert {kind for kind, _ in summary(analyzer, text).values()} <= {"person", "group"}
    assert "ukraine" not in summary(analyzer, text)


@pytest.mark.parametrize(
    "text",
    ["The minister flew to Washington on Friday.", "Rain fell in Moscow.", "A flight from Beijing landed."],
)
def test_a_capital_where_something_happens_is_no_actor(analyzer, text):
    assert set(summary(analyzer, text)) <= {"minister"}


@pytest.mark.parametrize("text", ["Beijing condemned the sale.", "Washington and Beijing signed the accord."])
def test_a_capital_that_acts_is_its_state(analyzer, text):
    (actor,) = [actor for actor in analyzer.analyze(text).actors if actor.id == "china"]
    assert actor.name == "China"
    assert [mention.form for mention in actor.mentions] == ["metonym"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Runners from forty states came to the Atlanta Olympics.", "atlanta"),
        ("Okoro lost the U.S. Open in three sets.", "united-states"),
        ("The Vancouver-based miner closed two pits.", "vancouver"),
        ("A Beijing-born pianist played.", "china"),
    ],
)
def test_the_name_of_a_place_in_that_of_an_event_or_a_seat_is_no_actor(analyzer, text, name):
    assert name not in summary(analyzer, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Macedonian Communist Party wrote to the embassy.", "Macedonian Communist Party"),
        ("Moody's cut its rating on Friday.", "Moody's"),
        ("The Philippine Basketball Association fined the coach.", "Philippine Basketball Association"),
    ],
)
def test_a_body_has_its_whole_name(text, name):
    assert name in {actor.name for actor in framing.analyze(text).actors}


def test_what_a_region_is_said_to_have_of_a_body_is_that_body():
    found = {actor.id for actor in framing.analyze("The US will leave Eastern European NATO states alone.").actors}
    assert "nato" in found
    assert "eastern-european-nato" not in found


def test_a_people_that_acts_is_its_state(analyzer):
    assert summary(analyzer, "The German army left.") == {"germany": ("country", ["German army"])}


@pytest.mark.parametrize("organ", ["army", "military", "air force"])
def test_what_a_state_acts_through_stays_the_state_without_its_name(analyzer, organ):
    text = f"The Kenyan {organ} moved north. The {organ} said that it met nobody."
    profile = analyzer.analyze(text)
    assert [actor.id for actor in profile.actors] == ["kenya"]
    assert [item.actor for item in profile.attributions] == ["kenya"]


def test_a_ministry_is_the_source_and_not_the_state_in_front_of_it(analyzer):
    profile = analyzer.analyze("The Kenyan foreign ministry said that it rained. The ministry denied the rest.")
    assert {item.actor for item in profile.attributions} == {"kenyan-foreign-ministry"}


def test_two_persons_of_one_surname_stay_two(analyzer):
    found = summary(analyzer, "Karl Brandt and Lena Brandt argued. Karl left.")
    assert found == {
        "karl-brandt": ("person", ["Karl Brandt", "Karl"]),
        "lena-brandt": ("person", ["Lena Brandt"]),
    }


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Anna Brandt opened the meeting. She paid for it.", "brandt"),
        ("Lena Voss met Karl Adler. He smiled.", "adler"),
        ("Lena Voss met Karl Adler. She smiled.", "voss"),
        ("“It is a scandal,” Tom Reyes said. He left.", "reyes"),
    ],
)
def test_a_pronoun_is_the_person_in_focus_of_its_gender(analyzer, text, actor):
    found = {item.id: [m.text for m in item.mentions if m.form == "pronoun"] for item in analyzer.analyze(text).actors}
    assert len(found[actor]) == 1
    assert sum(len(pronouns) for pronouns in found.values()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "He smiled.",
        "Lena Voss sat down. He smiled.",
        "Karl Adler sat down. The room was cold. The lamp was dim. The door was shut. It rained. He slept.",
        "Norway signed the treaty. She smiled.",
    ],
)
def test_a_pronoun_without_a_person_in_reach_is_left_alone(analyzer, text):
    assert all(mention.form != "pronoun" for actor in analyzer.analyze(text).actors for mention in actor.mentions)


@pytest.mark.parametrize(
    ("text", "kind", "form"),
    [
        ("Farmers blocked the road.", "group", "nominal"),
        ("Rebels shelled the town.", "group", "nominal"),
        ("Norway paid.", "country", "name"),
        ("Then Tom Reyes paid.", "person", "name"),
        ("The case of the Tidewater Housing Association closed.", "organisation", "name"),
    ],
)
def test_kinds_and_forms(analyzer, text, kind, form):
    (actor,) = analyzer.analyze(text).actors
    assert (actor.kind, actor.mentions[0].form) == (kind, form)


def test_a_newspaper_is_no_person(analyzer):
    found = summary(analyzer, "The Daily Lantern reported that the vault was empty.")
    assert "person" not in {kind for kind, _ in found.values()}


def test_headlines_in_title_case_do_not_make_every_word_a_name(analyzer):
    article = placed(
        ("headline", "Minister Tom Reyes Rejects New Harbour Plan After Storm"), ("body", "Reyes said no. It rained.")
    )
    assert [actor.id for actor in analyzer.analyze(article).actors] == ["reyes"]


def test_actors_come_by_number_of_mentions_then_by_place(analyzer):
    actors = analyzer.analyze("Norway thanked Japan. Japan left. Chile paid.").actors
    assert [actor.id for actor in actors] == ["japan", "norway", "chile"]


def test_ids_are_unique_and_mentions_belong_to_one_actor(profiles):
    for profile in profiles.values():
        ids = [actor.id for actor in profile.actors]
        assert len(set(ids)) == len(ids)
        spans = [mention.span for actor in profile.actors for mention in actor.mentions]
        assert len(set(spans)) == len(spans)


def test_aliases_are_the_surface_forms_without_pronouns(profiles):
    for profile in profiles.values():
        for actor in profile.actors:
            named = {" ".join(m.text.split()) for m in actor.mentions if m.form != "pronoun"}
            assert named <= set(actor.aliases)
            assert len(set(actor.aliases)) == len(actor.aliases)
            assert all(alias in " ".join(profile.article.text.split()) for alias in actor.aliases)


def test_the_phrases_around_a_name_are_names_of_the_actor(analyzer):
    actors = {
        actor.id: actor
        for actor in analyzer.analyze(
            "Ghanaian Fisheries Minister Kofi Mensah spoke first. The cooperative's founder, Ama Owusu, said no."
        ).actors
    }
    assert "Ghanaian Fisheries Minister Kofi Mensah" in actors["mensah"].aliases
    assert any("founder" in alias for alias in actors["owusu"].aliases)


def test_min_mentions_leaves_the_others_as_they_were(analyzer):
    text = "Norway thanked Japan. Then Japan left."
    few = framing.Analyzer("lexicon", config=framing.Config(min_mentions=2)).analyze(text)
    assert few.actors == tuple(actor for actor in analyzer.analyze(text).actors if len(actor.mentions) >= 2)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("José Ñáñez", "jose-nanez"),
        ("O'Neill", "o-neill"),
        ("Bjørn Błaż", "bjorn-blaz"),
        ("!!", "actor"),
        ("", "actor"),
    ],
)
def test_slugs(name, expected):
    assert slug(name) == expected


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        pytest.param("Trump signed it. Trump’s pen broke.", {"trump": "Donald Trump"}, id="needs no introduction"),
        pytest.param(
            "Melania Trump smiled. Trump signed it.",
            {"trump": "Melania Trump", "donald-trump": "Donald Trump"}, id="beside a relative",
        ),
        pytest.param(
            "Sam Sanders reported it. Sanders said so twice.", {"sanders": "Sam Sanders"},
            id="a common surname is the article's own",
        ),
        pytest.param("Police in San Bernardino and Fort Hood waited.", {"police": "police"}, id="places by first word"),
        pytest.param("Trump Tower was quiet.", {}, id="a name in the name of a building"),
    ],
)  # fmt: skip
def test_public_figures_and_places(analyzer, text, actors):
    found = {actor.id: actor.name for actor in analyzer.analyze(text).actors}
    assert found == actors


def test_a_verb_in_title_case_is_no_surname(analyzer):
    text = "Fox's Steve Doe Casts Doubt On Routine Figures\n\n" + (
        "Steve Doe cast doubt on the figures on Monday, and nobody in the room asked him why he had done so.\n\n"
        "The figures are revised every month because they rest on a small survey of some thousand households.\n"
    )
    names = [actor.name for actor in analyzer.analyze(text).actors if actor.kind == "person"]
    assert names == ["Steve Doe"]


@pytest.mark.parametrize("engine", ["encoder", "lexicon"])
def test_the_seat_behind_a_lawmakers_name_is_nobody(engine):
    text = (
        "Sen. Ana Ruiz, R-Oklahoma, said the bill was a mistake. Rep. Ann Dara, D-Calif., agreed. "
        "“It is a land grab,” said Sen. Piet Maas (R-Utah)."
    )
    profile = framing.Analyzer(engine).analyze(text)
    assert not [actor.id for actor in profile.actors if actor.id[:2] in ("r-", "d-")]
    assert {item.actor for item in profile.attributions} >= {"ruiz", "maas"}


@pytest.mark.parametrize(
    ("text", "actor", "alias"),
    [
        ("It is over. Many U.S. Republicans oppose the deal.", "republicans", "U.S. Republicans"),
        ("France and its allies want to reduce the stockpile.", "allies", "its allies"),
        ("He met Gov.-elect Dana Fox and Gov. Lee Hart in May.", "fox", "Gov.-elect Dana Fox"),
        ("They asked special counsel Dana Fox about it.", "fox", "special counsel Dana Fox"),
        ("Rules bind Mora Steel Corp. and its rival.", "mora-steel-corp", "Mora Steel Corp."),
    ],
)
def test_aliases_are_whole_phrases(encoder, text, actor, alias):
    actors = {found.id: found for found in encoder.analyze(text).actors}
    assert alias in actors[actor].aliases


def test_how_many_of_a_group_is_no_part_of_its_name(encoder):
    actors = {found.id: found for found in encoder.analyze("Some Democrats voted with the mayor on Monday.").actors}
    assert actors["democrats"].name == "Democrats"
    assert "Some Democrats" in actors["democrats"].aliases


def test_two_ways_to_say_whose_a_campaign_is_meet(encoder):
    text = "Okoro’s campaign denied it. The Okoro campaign had hired him in May."
    assert "okoro-campaign" in {found.id for found in encoder.analyze(text).actors}
    assert "okoro-s-campaign" not in {found.id for found in encoder.analyze(text).actors}


def test_shares_of_a_group_speak_for_the_group(encoder):
    text = "The talks failed. In Suva, 72 percent of Fijian voters said they were tired of the dispute."
    item = next(item for item in encoder.analyze(text).attributions if "tired" in item.content)
    assert item.actor == "fijian-voters"


def test_a_dateline_is_a_place():
    text = "SAN ISIDRO DEL MONTE, Colombia — A landslide swept through the town, the national disaster agency said."
    kinds = {actor.name: actor.kind for actor in framing.analyze(text, engine="encoder").actors}
    assert kinds["SAN ISIDRO DEL MONTE"] == "place"
    assert kinds["national disaster agency"] == "organisation"


def named(text):
    return {actor.name: actor for actor in framing.analyze(text, engine="encoder").actors}


def test_an_office_that_is_cut_is_no_part_of_the_name():
    found = named("Former Supreme Court Justice Paul Brandt: Repeal the law. Justice Brandt spoke on Monday.")
    assert "Paul Brandt" in found
    assert not any(name.startswith("Court") for name in found)


def test_bodies_are_named_in_whole_and_apart():
    assert any(name.endswith("People’s Unity Front") for name in named("The People’s Unity Front (PUF) went on."))
    assert "Energy and Commerce Committee" in named("The Energy and Commerce Committee will meet on Monday.")
    found = named("Google and the Commerce Department said the bill was weak.")
    assert {"Google", "Commerce Department"} <= set(found)


def test_a_capital_that_acts_for_its_state_is_the_state_elsewhere():
    text = "Seoul rejected the offer on Monday. Officials in Seoul said South Korea would wait. Seoul has not replied."
    found = named(text)
    assert "Seoul" not in found
    assert "Seoul" in found["South Korea"].aliases


def test_kin_of_the_same_family_name_is_known():
    text = "Anna Brandt spoke on Monday. Paul Brandt, the mayor, said nothing. His sister called the plan weak."
    assert "sister" in " ".join(mention.text for mention in named(text)["Anna Brandt"].mentions)


def test_a_person_is_found_behind_an_office_that_seems_a_body():
    found = named("San Marco District Attorney George Brandt announced on Wednesday that the cases were closed.")
    assert found["George Brandt"].kind == "person"


def test_a_gang_and_an_age_are_read_with_their_numbers():
    found = named("The MS-13 gang said the 97-year-old former justice was wrong. The former justice wrote a book.")
    assert "MS-13" in found
    assert not any(name.startswith("year") for name in found)


def test_a_faith_is_no_body():
    assert "Christian" not in named("The Christian network praised the mayor. A Muslim charity did so too.")


def test_a_bare_surname_is_whom_the_text_is_about():
    text = (
        "Ida Brandt runs the harbour. Ida Brandt was born here. Paul Brandt, her brother, sells fish. The market "
        "is old. It opens at six. Brandt said the harbour would grow."
    )
    found = named(text)
    assert "Brandt" in found["Ida Brandt"].aliases
    assert "Brandt" not in found["Paul Brandt"].aliases


def test_a_counted_group_is_also_what_it_is_without_the_number():
    found = named("The strike was called off on Monday. The 1,900 workers at the mine cheered and praised the union.")
    workers = next(actor for actor in found.values() if actor.kind == "group" and "workers" in actor.name)
    assert "workers" in workers.aliases


def test_a_people_is_the_plural_of_its_nation():
    found = named("The American people must act, Mayor Anna Brandt said. Americans will listen.")
    assert any({"American people", "Americans"} <= set(actor.aliases) for actor in found.values())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Celulose Ondina, the Brazilian pulp group, has bought the mill.", "organisation"),
        ("Ketut Wirawan, the group chairman, has bought the mill.", "person"),
    ],
)
def test_what_an_apposition_calls_a_firm_is_one(text, kind):
    (found,) = (a.kind for a in framing.analyze(text, engine="encoder").actors if a.name.split()[0] in text[:8])
    assert found == kind


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        # Beside a name and comma, with a bracket between, behind "is", behind a verb of calling.
        ("Howard Maas, former harbour governor and 2004 candidate, said so.", "Howard Maas", "former harbour governor"),
        (
            "He praised Rep. Ana Ruiz (Texas), chairwoman of the budget committee.",
            "Ana Ruiz",
            "chairwoman of the budget",
        ),
        ("Ana Ruiz won the vote. Ruiz spoke. She is a former prosecutor.", "Ana Ruiz", "a former prosecutor"),
        ("The chief called Ana Ruiz a “true public servant” on Monday.", "Ana Ruiz", "true public servant"),
        # What many of them are is what some of them are.
        ("Hundreds of families left the valley. The families want to return.", "families", "Hundreds of families"),
        ("The fire reached Harlan, Iowa. Nobody was hurt in Harlan.", "Harlan", "Harlan, Iowa"),
    ],
)
def test_what_somebody_is_called_beside_the_name(encoder, text, name, alias):
    aliases = [form for actor in encoder.analyze(text).actors if name in actor.name for form in actor.aliases]
    assert any(alias in form for form in aliases)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("The tenor and a pardoned smuggler met on Monday.", {"a pardoned smuggler"}),
        ("Her ex-husband sued the whole clan in May.", {"Her ex-husband", "the whole clan"}),
    ],
)
def test_whom_no_row_describes_the_network_does(encoder, text, forms):
    aliases = {form for actor in encoder.analyze(text).actors for form in actor.aliases}
    assert forms <= aliases


@pytest.mark.parametrize(
    "text",
    [
        "“The mayor” and “the mayor’s men”, “the”, and “a",
        "A “coalition of the willing” and a “coalition",
        "”the“ ”a“",
    ],
)
def test_marks_in_descriptions_are_whole_or_none(encoder, text):
    for actor in encoder.analyze(f"{text} met on Monday. {text} agreed.").actors:
        assert all(alias.count("“") == alias.count("”") for alias in actor.aliases)


def test_two_names_are_no_name_of_one(encoder):
    text = "Attorney General Ana Ruiz and Harbour Director Piet Maas met on Monday."
    for actor in encoder.analyze(text).actors:
        assert not any("Ruiz" in alias and "Maas" in alias for alias in actor.aliases)


def test_places_in_a_row_are_apart(encoder):
    actors = encoder.analyze("It rained in Iowa, Ohio and Maine on Monday.").actors
    assert not any("Iowa, Ohio" in actor.aliases for actor in actors)


@pytest.mark.parametrize("name", ["U.S. Senate", "United States Supreme Court"])
def test_a_body_with_its_land_in_front_is_the_body(name):
    found = named(f"The {name} met on Monday. The {name.split(maxsplit=1 if name[1] == '.' else 2)[-1]} adjourned.")
    assert len([actor for actor in found.values() if actor.kind == "organisation"]) == 1


def test_his_administration_is_the_one_that_was_named():
    found = named(
        "The Ruiz administration cut taxes in May. Ana Ruiz praised it. Her administration was firm, she said."
    )
    assert any({"Ruiz administration", "Her administration"} <= set(actor.aliases) for actor in found.values())


@pytest.mark.parametrize("text", ["Two of them left on Monday.", "Several did so on Monday. Both were late."])
def test_a_number_is_nobody(encoder, text):
    assert not [actor.name for actor in encoder.analyze(text).actors]
