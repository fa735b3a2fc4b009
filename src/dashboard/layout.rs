//! Tiles on the grid.
