"""Conformance: does every edition keep to its standards? Quick checks in every build, outside judges on demand."""
