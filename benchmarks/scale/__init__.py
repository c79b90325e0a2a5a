"""How the pipeline does at scale: `python -m benchmarks.scale` (speed) and `python -m benchmarks.scale.survival` (loss)."""
