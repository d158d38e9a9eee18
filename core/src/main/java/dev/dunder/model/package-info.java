/**
 * What dunder knows of a database: models with attributes and relations, made from jOOQ tables, generated or reflected.
 */
@NullMarked
package dev.dunder.model;

import org.jspecify.annotations.NullMarked;
