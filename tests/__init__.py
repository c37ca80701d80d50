"""Tests of juesuan; an ordinary package, so that the tests can share the document generators."""
