"""The steps from one schema to the next, run by `briefings.store.schema` when a store is opened."""
