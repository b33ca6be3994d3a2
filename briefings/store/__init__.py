"""Where briefings are kept: a `Briefing` in, pages of rows out (`briefings.store.store`). The only place that knows SQL."""
