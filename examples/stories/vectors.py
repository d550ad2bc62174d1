"""Notebook 06: framing features in a scikit-learn pipeline, tested without leakage."""

from __future__ import annotations

from stories.cells import FIND_SEEDS, code, text

CELLS = [
    text("""
# Framing features for a classifier

`FramingVectorizer` turns texts into rows of numbers that scikit-learn understands. Here they go, together
with plain word counts, into a classifier that is to tell texts that argue a cause from plain reports.

The interesting part is not the classifier. With little data it is easy to get a fine number that means
nothing, and this notebook shows how, and how to notice. The order: the data, what counts as good, a fair
test, an unfair one, what the classifier learned, and where it fails.

For students who know what a train-test split is.
"""),
    code(FIND_SEEDS),
    text("""
## The data

Fourteen invented articles are few, so each is cut into passages of five sentences. What a classifier sees is
a passage; what we know is the style of the whole article. Two labels: `cause` for partisan reports, opinion
and press releases, `report` for all others.
"""),
    code("""
import json
import re

rows = []
for entry in json.loads((seeds / "index.json").read_text(encoding="utf-8")):
    article = framing.read(seeds / entry["file"])
    body = [sentence.text for sentence in article.sentences if sentence.zone == "body"]
    for start in range(0, len(body) - 2, 5):
        rows.append(
            {
                "article": entry["file"].removesuffix(".txt"),
                "event": entry["event"] or entry["file"].removesuffix(".txt"),
                "label": "cause" if re.search("partisan|opinion|release", entry["style"]) else "report",
                "text": " ".join(body[start : start + 5]),
            }
        )
passages = pd.DataFrame(rows)
texts, labels, events = passages["text"].to_list(), passages["label"], passages["event"]
pd.crosstab(events, labels, margins=True)
"""),
    text("""
## Before any model: what is good?

Somebody who always answers the commoner label is right this often:
"""),
    code("""
share = labels.value_counts(normalize=True).max()
print(f"{share:.0%} of {len(passages)} passages by always answering '{labels.mode()[0]}'")
"""),
    text("""
And look at the table again. Passages of one article share its topic, its names and its writer; versions of
one event share the topic and the names. A fair test asks about an event of which the classifier has seen
nothing: *leave one event out*. There are eight events, so the test set is really eight, not one for each
passage.

## What the numbers look like

A passage becomes one row, a statistic one column. Statistics that make sense only for whole articles (of
headline, lede and end) are left out. `FramingVectorizer` learns nothing from the data, so its rows may be
computed once and remembered; the small class below does that and nothing else.
"""),
    code('''
import numpy as np

WHOLE = {"headline", "lede", "middle", "end", "body", "weighted", "longest"}
known = {}


class PassageVectorizer(framing.FramingVectorizer):
    """The same, without the columns of whole articles, and each text is analysed once only."""

    def transform(self, X):
        new = [text for text in dict.fromkeys(X) if text not in known]
        if new:
            kept = [not WHOLE & set(name.split("_")) for name in super().get_feature_names_out()]
            known.update(zip(new, super().transform(new)[:, kept], strict=True))
        return np.array([known[text] for text in X])

    def get_feature_names_out(self, input_features=None):
        return np.array(
            [name for name in super().get_feature_names_out() if not WHOLE & set(name.split("_"))], dtype=object
        )


vectorizer = PassageVectorizer()
table = pd.DataFrame(vectorizer.transform(texts), columns=vectorizer.get_feature_names_out(), index=passages["article"])
print(table.shape)
table[["loaded_author", "loaded_quoted", "hedging_mean", "attribution_share", "attribution_mean"]].iloc[::20]
'''),
    text("""
`NaN` is a statistic that is undefined there: where nobody is said to say anything, no source has a strength.

## The pipeline

Two kinds of features side by side in a `FeatureUnion`: framing statistics, and words. Whatever learns from
the data (how to fill gaps, how to scale, which words there are) stands inside the pipeline, so that it learns
from the training part only. Both parts are brought to the same length on average, so that the classifier
listens to either as much.
"""),
    code("""
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

framing_part = make_pipeline(
    PassageVectorizer(),
    SimpleImputer(strategy="median", keep_empty_features=True),
    StandardScaler(),
    FunctionTransformer(lambda values: values / np.sqrt(values.shape[1])),  # rows of TF-IDF have length 1
)
word_part = TfidfVectorizer(sublinear_tf=True, min_df=2)
features = {
    "words": word_part,
    "framing": framing_part,
    "both": FeatureUnion([("framing", framing_part), ("words", word_part)]),
}
models = {name: make_pipeline(part, LogisticRegression(class_weight="balanced")) for name, part in features.items()}
print({name: model[:-1].fit_transform(texts).shape for name, model in models.items()})
"""),
    text("""
The classifier stays as scikit-learn sets it, but that both labels weigh the same. To try ten settings and
report the best would be another way to fool oneself.

## The fair test, and the unfair one

Fair: leave one event out. Unfair: shuffle all passages and cut them into eight parts, so that other passages
of the same article are in the training part. Which will look better, and by how much? Guess first.
"""),
    code("""
from sklearn.dummy import DummyClassifier
from sklearn.model_selection import LeaveOneGroupOut, StratifiedKFold, cross_val_predict

models["majority"] = DummyClassifier()
tests = {
    "leave one event out": {"cv": LeaveOneGroupOut(), "groups": events},
    "shuffled (unfair)": {"cv": StratifiedKFold(n_splits=8, shuffle=True, random_state=0)},
}
answers = {
    (name, test): cross_val_predict(model, texts, labels, **how)
    for name, model in models.items()
    for test, how in tests.items()
}
right = pd.Series({key: (answer == labels).mean() for key, answer in answers.items()}).unstack()
right.loc[["majority", "words", "framing", "both"], list(tests)]
"""),
    text("""
Read it line by line.

- **majority**: leaving an event out changes which label is the commoner in the training part, so "always the
  commoner" can do worse than half. A baseline has to be measured in the same test as the model.
- **words**: compare the two columns. What the shuffled test rewards is partly the memory of names and topics:
  a passage about a refinery is from an article already seen.
- **framing**: the statistics know no names. What they lose between the columns is the better guess of how
  much they owe to the writer's habits rather than to the label.

## How sure is that?

Passages of one event stand and fall together, so the interval comes from drawing *events* anew.
"""),
    code("""
rng = np.random.default_rng(0)
by_event = passages.groupby("event").indices
names = list(by_event)
draws = [np.concatenate([by_event[name] for name in rng.choice(names, len(names))]) for _ in range(2000)]


def with_interval(answer):
    hits = (answer == labels).to_numpy()
    low, high = np.quantile([hits[draw].mean() for draw in draws], [0.025, 0.975])
    return {"right": hits.mean(), "low": low, "high": high}


fair = {name: answers[name, "leave one event out"] for name in ("majority", "words", "framing", "both")}
pd.DataFrame({name: with_interval(answer) for name, answer in fair.items()}).T
"""),
    code("""
gain = (fair["framing"] == labels).astype(float) - (fair["words"] == labels).astype(float)
low, high = np.quantile([gain.to_numpy()[draw].mean() for draw in draws], [0.025, 0.975])
print(f"framing minus words: {gain.mean():+.2f}, 95 % interval {low:+.2f} to {high:+.2f}, {len(names)} events")
"""),
    text("""
If that interval holds 0, these data cannot tell which of the two kinds of features is better, whatever the
table above looks like.

## Event by event

A single number hides where it comes from.
"""),
    code("""
pd.DataFrame({name: (answer == labels).groupby(events).mean() for name, answer in fair.items()}).assign(
    passages=events.value_counts()
)
"""),
    text("""
Six of the eight events have one article and so one label. For them "right" means that the whole article was
recognised; only `attack` and `camp` ask to tell versions of the same story apart.

## What has it learned?

The weights of the framing model, fitted on everything. Above zero speaks for `report`, below for `cause`;
since the features are scaled, sizes can be compared.
"""),
    code("""
model = models["framing"].fit(texts, labels)
weights = pd.Series(model[-1].coef_[0], index=model[0][0].get_feature_names_out())
strongest = weights.loc[weights.abs().nlargest(12).index].sort_values()
print("positive weights speak for:", model.classes_[1])
strongest.to_frame("weight")
"""),
    code("""
from matplotlib.figure import Figure

figure = Figure(figsize=(7, 3.4), layout="constrained")
ax = figure.subplots()
ax.barh([name.replace("_", " ") for name in strongest.index], strongest, color="#0072B2")
ax.axvline(0, color="#333333", linewidth=0.8)
ax.set_xlabel("for cause  ←  weight  →  for report")
figure
"""),
    text("""
Three warnings before you tell a story about these bars. Several statistics measure nearly the same (a mean, a
weighted mean, an upper decile), and the classifier shares one weight among them: a small bar is no proof that
a statistic does not matter. A weight says what *goes with* a label in these fourteen articles, not what makes
a text argue. And with other articles the order would change; here is how often each stays among the first
twelve when one event is left out.
"""),
    code("""
kept = pd.Series(0, index=strongest.index)
for train, _ in LeaveOneGroupOut().split(texts, labels, events):
    again = models["framing"].fit([texts[i] for i in train], labels.iloc[train])
    first = pd.Series(np.abs(again[-1].coef_[0]), index=weights.index).nlargest(12).index
    kept[kept.index.intersection(first)] += 1
kept.to_frame(f"among the first twelve, of {len(names)} rounds")
"""),
    text("""
## Where it fails

Every third passage that the framing model gets wrong when it has not seen their event. Read them. Would you
have known?
"""),
    code("""
wrong = passages[fair["framing"] != labels]
print(len(wrong), "of", len(passages))
for passage in wrong.iloc[::3].itertuples():
    print(f"{passage.article}, really '{passage.label}': {passage.text[:300]} …\\n")
"""),
    text("""
Not all of these are failures. Whoever argues a cause also has passages that simply tell what happened, and a
sober report may quote angry people. The label belongs to the article; a passage is only a part of it. Others
are failures: irony and choice of facts argue without a loaded word.

## What may be said

> On fourteen invented articles about eight events, a classifier on framing statistics tells passages that
> argue a cause from plain reports, on events it has not seen, with the accuracy and interval printed above.
> The articles were written for this project, to differ in just what its statistics measure. Whether it
> holds for real news is not known from here.

## To try yourself

1. Give `LogisticRegression` a `C` of 10 and of 0.01. Does the order of the models change? What does that say
   about the table?
2. Use the articles of one outlet as a group instead of an event. Why is that no fair test here?
3. Replace the labels by chance, `labels.sample(frac=1, random_state=0).to_numpy()`, and run the shuffled and
   the fair test. What should come out, and what does?
"""),
]
