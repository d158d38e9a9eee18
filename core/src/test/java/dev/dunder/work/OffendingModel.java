package dev.dunder.work;

import dev.dunder.model.Model;

/** Who does it knows nothing of models: this does. */
class OffendingModel {
    Model model;
}
