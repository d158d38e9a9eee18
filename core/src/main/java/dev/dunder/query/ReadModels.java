package dev.dunder.query;

import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * What a query reads: the models of itself and of all that is inside of it, and its common table expressions. It copies the
 * query as a rewriter does and throws the copy away, so that there is one place that knows what queries consist of.
 */
public class ReadModels extends Rewriter {
    private final ObjIntConsumer<Model> models;
    private final List<CommonTable> commons = new ArrayList<>();

    /** @param models is shown each model that is read, and how many queries are around */
    public ReadModels(ObjIntConsumer<Model> models) {
        this.models = models;
    }

    /** Those met so far, what others read before these. */
    public List<CommonTable> commons() {
        return commons;
    }

    @Override
    public CommonTable common(CommonTable common) {
        CommonTable same = super.common(common);
        commons.add(common);
        return same;
    }

    @Override
    public Query query(Query query) {
        if (query.combination() == null) {
            models.accept(query.model(), level());
        }
        if (query.selection() instanceof Selection.Instances(var attributes, List<Selection.Related> related)) {
            related.forEach(one -> follow(one.path()));
        }
        return super.query(query);
    }

    @Override
    Step.Filtered joined(Step.Filtered step) {
        follow(step.relation().hops());
        return super.joined(step);
    }

    @Override
    public Expression expression(Expression expression) {
        if (expression instanceof Expression.Column(List<Hop> path, var attribute)) {
            path.forEach(hop -> {
                if (!hop.target().ofQuery()) {
                    models.accept(hop.target(), level());
                }
            });
        }
        return super.expression(expression);
    }

    private void follow(List<Hop> path) {
        path.forEach(hop -> models.accept(hop.target(), level()));
    }
}
