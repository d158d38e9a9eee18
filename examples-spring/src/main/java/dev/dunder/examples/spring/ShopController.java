package dev.dunder.examples.spring;

import dev.dunder.CheckViolation;
import dev.dunder.DoesNotExist;
import dev.dunder.Row;
import dev.dunder.lookups.Filtered;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.util.UriComponentsBuilder;

/** The shop's pages and its JSON. */
@Controller
class ShopController {
    private final Products products;

    ShopController(Products products) {
        this.products = products;
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    String start() {
        return "redirect:/products";
    }

    @GetMapping(path = "/products", produces = MediaType.TEXT_HTML_VALUE)
    String page(Filtered asked, @RequestParam MultiValueMap<String, String> parameters, Model model) {
        model.addAttribute("found", products.page(asked));
        model.addAttribute("categories", products.categories());
        model.addAttribute("links", new Links(parameters));
        return "products";
    }

    @GetMapping(path = "/products", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    ProductPage json(Filtered asked) {
        return products.page(asked);
    }

    @PostMapping("/products/{id}/sales")
    @ResponseBody
    Product sell(@PathVariable int id, @RequestParam int quantity) {
        return products.sell(id, quantity);
    }

    /** Rows, with what was loaded and computed: dunder-jackson writes them. */
    @GetMapping(path = "/categories", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    List<Row> categories() {
        return products.categoriesAndTheirSize();
    }

    @GetMapping(path = "/products/{id}/sales", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    List<Sale> sales(@PathVariable int id) {
        return products.sales(id);
    }

    /** Such as a quantity that no sale has: what the database refuses is not the server's fault. */
    @ExceptionHandler
    @ResponseBody
    ProblemDetail refused(CheckViolation refused) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
                "This is not allowed: " + refused.constraint() + ".");
    }

    @ExceptionHandler
    @ResponseBody
    ProblemDetail missing(DoesNotExist missing) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "There is no such product.");
    }

    @ExceptionHandler
    @ResponseBody
    ProblemDetail soldOut(Products.SoldOut none) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, none.getMessage());
    }

    /**
     * Where a page leads: the same request with another order or another page.
     *
     * @param parameters those of the request
     */
    record Links(MultiValueMap<String, String> parameters) {
        /** What a field of the form has. */
        public String value(String name) {
            String value = parameters.getFirst(name);
            return value == null ? "" : value;
        }

        /** By a column; by the same again, the other way round. */
        public String sorted(String column) {
            return with("order_by", value("order_by").equals(column) ? "-" + column : column, true);
        }

        /** Another page of the same. */
        public String page(int page) {
            return with("page", String.valueOf(page), false);
        }

        private String with(String name, String value, boolean fromTheFirst) {
            UriComponentsBuilder link = UriComponentsBuilder.fromPath("/products");
            parameters.forEach((parameter, values) -> {
                if (!parameter.equals(name) && !(fromTheFirst && parameter.equals("page"))) {
                    values.stream().filter(one -> !one.isBlank())
                            .forEach(one -> link.queryParam(parameter, "{" + parameter + "}"));
                }
            });
            link.queryParam(name, "{" + name + "}");
            Map<String, Object> all = new LinkedHashMap<>(parameters.toSingleValueMap());
            all.put(name, value);
            return link.encode().buildAndExpand(all).toUriString();
        }
    }
}
