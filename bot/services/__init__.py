"""One function per thing that Paperboy can do; what they need from outside stands in ports.py."""
