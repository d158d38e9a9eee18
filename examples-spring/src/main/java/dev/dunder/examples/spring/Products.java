package dev.dunder.examples.spring;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;

import dev.dunder.Database;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.lookups.Filtered;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the shop sells. */
@Service
public class Products {
    private final Database db;

    Products(Database db) {
        this.db = db;
    }

    /**
     * A page of what a request asks for.
     *
     * @param asked what the filters allow of it
     * @return the page
     */
    @Transactional(readOnly = true)
    public ProductPage page(Filtered asked) {
        // The key makes the order whole, so that no row is on two pages.
        String[] order = Stream.concat(asked.orderBy().stream(), Stream.of("id")).toArray(String[]::new);
        return ProductPage.of(db.objects("product").selectRelated("category").filter(asked).orderBy(order).page(asked));
    }

    /**
     * The names of all categories.
     *
     * @return in their order
     */
    @Transactional(readOnly = true)
    public List<String> categories() {
        return db.objects("category").orderBy("name").list().stream()
                .map(row -> Product.value(row, "name", String.class)).toList();
    }

    /**
     * All categories, and how many products there are of each.
     *
     * @return rows, in the order of their names
     */
    @Transactional(readOnly = true)
    public List<Row> categoriesAndTheirSize() {
        return db.objects("category").annotate(count("product").as("products")).orderBy("name").list();
    }

    /**
     * The sales of a product.
     *
     * @param id the product
     * @return the latest first
     */
    @Transactional(readOnly = true)
    public List<Sale> sales(int id) {
        return db.objects("sale").filter("product", id).orderBy("-at", "-id")
                .values("product__id", "product__name", "quantity", "at").into(Sale.class);
    }

    /**
     * Sells some of a product.
     *
     * @param id the product
     * @param quantity how many
     * @return the product as it is then
     * @throws SoldOut if there are not so many
     */
    @Transactional
    public Product sell(int id, int quantity) {
        QuerySet<Row> product = db.objects("product").selectRelated("category");
        Row row = product.get("id", id);
        if (db.objects("product").filter("id", id, "stock__gte", quantity).update("stock",
                f("stock").minus(quantity)) == 0) {
            throw new SoldOut(Product.value(row, "name", String.class));
        }
        Row unused = db.objects("sale").with("product_id", id, "quantity", quantity).insert();
        return Product.of(product.get("id", id));
    }

    /** There is not so much of a product. */
    public static final class SoldOut extends RuntimeException {
        private static final long serialVersionUID = 1;

        SoldOut(String name) {
            super("There is not so much left of " + name + ".");
        }
    }
}
