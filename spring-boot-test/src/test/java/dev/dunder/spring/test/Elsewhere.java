package dev.dunder.spring.test;

import org.springframework.stereotype.Service;

/** No part of the database. */
@Service
class Elsewhere {}
