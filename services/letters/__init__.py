"""Letters and notices of a case: drafted, approved, issued with the office's own number, frozen."""
