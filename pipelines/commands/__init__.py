"""The commands of the command line: thin skins over the rooms, and what they tell in Dutch."""
