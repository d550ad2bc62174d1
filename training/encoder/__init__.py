"""One small encoder for every task: corpora → training → evaluation → export."""
