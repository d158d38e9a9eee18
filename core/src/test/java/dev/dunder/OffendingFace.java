package dev.dunder;

/** What is in front is public: this is not. */
class OffendingFace {}
