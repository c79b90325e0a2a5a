"""Days and stretches of time: the passage in, `DateMention` out (`finder`)."""
