package dev.dunder.examples.spring.readme;

import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.sum;

import dev.dunder.Database;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class Orders {
    private static final Logger log = LoggerFactory.getLogger(Orders.class);

    private final Database db;

    Orders(Database db) {
        this.db = db;
    }

    @Transactional
    public Row order(int product, int quantity) {
        db.objects("product").filter("id", product).update("stock", f("stock").minus(quantity));
        db.onCommit(() -> log.info("ordered")); // after Spring's commit
        return db.objects("sale").with("product_id", product, "quantity", quantity).insert();
    }

    @Transactional(readOnly = true) // on a replica, if there is one
    public List<Row> bestsellers() {
        QuerySet<Row> sales = db.objects("sale").startCount(); // on the connection of this transaction
        List<Row> best = db.objects("product").annotate(sum("sale__quantity").as("sold")).filter("sold__gt", 0)
                .orderBy("-sold").list();
        log.info("of {} sales", sales.count());
        return best;
    }
}
