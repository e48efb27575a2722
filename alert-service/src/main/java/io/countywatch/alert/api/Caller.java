package io.countywatch.alert.api;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who asks, and which units that one may see. */
@RequestScoped
public class Caller {

    private final JsonWebToken token;
    private final Campaign campaign;

    Caller(JsonWebToken token, Campaign campaign) {
        this.token = token;
        this.campaign = campaign;
    }

    /** Codes of all units below village level that the caller may see. */
    public List<String> visibleUnits() {
        CountyScope scope = scope();
        return Stream.of(Level.NATION, Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
                .flatMap(level -> campaign.units().of(level).stream())
                .filter(scope::covers)
                .map(Unit::code)
                .toList();
    }

    /**
     * The same, and those of alerts of units that the campaign has no more: whose code the token covers may see how they
     * ended.
     */
    List<String> visibleOf(Collection<String> withAlerts) {
        CountyScope scope = scope();
        return Stream.concat(
                        visibleUnits().stream(),
                        withAlerts.stream()
                                .filter(code ->
                                        campaign.units().find(code).isEmpty() && scope.covers(Unit.former(code))))
                .toList();
    }

    /**
     * The unit, if it exists and may be seen.
     *
     * @throws Problem 404 in either case: what is outside is not hinted at
     */
    public Unit unit(String code) {
        CountyScope scope = scope();
        return campaign.units().find(code).filter(scope::covers).orElseThrow(() -> Problem.notFound("no such unit"));
    }

    /** The villages of a county that the caller may see; none of another unit. */
    List<Unit> villages(Unit county) {
        return campaign.units().villagesIn(county.code());
    }

    /** Whether the caller may see a unit; false for one that does not exist. */
    boolean sees(String code) {
        return campaign.units().find(code).filter(scope()::covers).isPresent();
    }

    /** Keeps back what would point at units that this caller may not see; also after the request has ended. */
    public Discretion discretion() {
        CountyScope scope = scope();
        return new Discretion(
                code -> campaign.units().find(code).filter(scope::covers).isPresent());
    }

    /** Whether the caller may see the whole nation. */
    boolean seesEverything() {
        return campaign.units().of(Level.NATION).stream().anyMatch(scope()::covers);
    }

    /** Who it is: the token's subject. */
    String name() {
        return token.getSubject() == null ? "unknown" : token.getSubject();
    }

    /** When the token ends. */
    public Instant until() {
        return Instant.ofEpochSecond(token.getExpirationTime());
    }

    private CountyScope scope() {
        return CountyScope.ofClaim(token.getClaim("counties"));
    }
}
