"""The demo community: its people, articles and pictures, all made for this project."""
