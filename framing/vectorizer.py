"""Texts → framing statistics, as a scikit-learn transformer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin

from framing.corpus import statistic_names
from framing.engines import DEFAULT

__all__ = ["FramingVectorizer"]


class FramingVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turns articles into vectors of framing statistics.

    Parameters
    ----------
    engine : str
        One of `framing.engines()`.
    undefined : float
        Value of undefined statistics (nothing attributed, no headline); NaN by default, so that
        an imputer of your choice decides.

    Examples
    --------
    >>> vectors = FramingVectorizer(undefined=0.0).fit_transform(["Rain may fall.", "Rain fell."])
    >>> vectors.shape[0]
    2
    """

    def __init__(self, engine: str = DEFAULT, undefined: float = float("nan")) -> None:
        self.engine = engine
        self.undefined = undefined

    def fit(self, X: Iterable[str], y: Any = None) -> FramingVectorizer:
        """Learn nothing: the statistics are fixed. Present for pipelines.

        Raises
        ------
        EngineError
            If this version has no such engine.
        """
        statistic_names(self.engine)
        return self

    def transform(self, X: Iterable[str]) -> NDArray[np.float64]:
        """Return one row a text, one column a statistic.

        Raises
        ------
        EmptyArticleError
            If a text is empty.
        TypeError
            If `X` is one string instead of several.
        """
        if isinstance(X, str | bytes):
            raise TypeError("X must be an iterable of texts, got one; wrap it in a list")
        from framing.analyzer import _shared

        names = statistic_names(self.engine)
        analyzer = _shared(self.engine)
        rows = []
        for text in X:
            values = {item.statistic: item.value for item in analyzer.analyze(text).statistics}
            rows.append([self.undefined if values[name] is None else values[name] for name in names])
        return np.asarray(rows, dtype=np.float64).reshape(len(rows), len(names))

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """Return the names of the columns."""
        return np.asarray(statistic_names(self.engine), dtype=object)

    def __sklearn_is_fitted__(self) -> bool:
        return True
