using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StatementArchive.Data;

namespace StatementArchive.Web.Hosting;

/// <summary>Healthy while the database answers a question that needs its tables.</summary>
internal sealed class DatabaseHealth(ArchiveContext db, ILogger<DatabaseHealth> log) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await db.Changes.AsNoTracking().OrderByDescending(c => c.Sequence).Select(c => c.Sequence).FirstOrDefaultAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "The database does not answer");
            return HealthCheckResult.Unhealthy();
        }
    }
}
