/** What web requests ask for, given to the handler methods of Spring MVC. */
@NullMarked
package dev.dunder.spring.web;

import org.jspecify.annotations.NullMarked;
