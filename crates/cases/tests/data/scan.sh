#!/bin/sh
# Stands for a virus check in tests.
if grep -q VIRUS; then
    echo "stream: Test FOUND"
    exit 1
fi
