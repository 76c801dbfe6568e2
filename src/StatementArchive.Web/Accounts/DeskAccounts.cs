using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using StatementArchive.Data.Model;
using StatementArchive.Web.Pages.Admin;

namespace StatementArchive.Web.Accounts;

/// <summary>Accounts of those who work in the archive: ASP.NET Core Identity in the archive's database, a cookie for who signs in and none for readers.</summary>
internal static class DeskAccounts
{
    /// <summary>Longest time without a visit after which somebody has to sign in again.</summary>
    private static readonly TimeSpan Session = TimeSpan.FromHours(12);

    // How long a session can go on reading after a changed password, a changed role, a disabled account; it changes nothing any more.
    private static readonly TimeSpan StampChecked = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddDeskAccounts(this IServiceCollection services)
    {
        services.AddIdentityStores().AddSignInManager<DeskSignIn>().AddDefaultTokenProviders();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme, cookie => Keep(cookie, "statement-archive-step"));
        services.ConfigureApplicationCookie(cookie =>
        {
            Keep(cookie, "statement-archive-desk");
            cookie.ExpireTimeSpan = Session;
            cookie.SlidingExpiration = true;
            cookie.LoginPath = "/account/login";
            cookie.LogoutPath = "/account/logout";
            cookie.Events.OnRedirectToAccessDenied = Forbidden;
            cookie.Events.OnValidatePrincipal = CheckSessionAsync;
        });
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "statement-archive-form";
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = StampChecked);
        services.AddAuthorizationBuilder()
            .AddPolicy(nameof(ArchiveRole.Contributor), policy => policy.RequireAuthenticatedUser().RequireAssertion(context => context.User.MayActAs(ArchiveRole.Contributor)))
            .AddPolicy(nameof(ArchiveRole.Editor), policy => policy.RequireAuthenticatedUser().RequireAssertion(context => context.User.MayActAs(ArchiveRole.Editor)))
            .AddPolicy(nameof(ArchiveRole.Administrator), policy => policy.RequireAuthenticatedUser().RequireAssertion(context => context.User.MayActAs(ArchiveRole.Administrator)));
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // Found by the device itself, so that no name has to be typed; and it asks who is there, for a passkey stands for password and code.
            passkeys.ResidentKeyRequirement = "required";
            passkeys.UserVerificationRequirement = "required";
        });
        services.AddSingleton<SetupLink>();
        services.AddSingleton<SignInLimits>();
        services.AddSingleton<KnownDevices>();
        services.AddSingleton<UsedCodes>();
        return services;
    }

    /// <summary>What commands need of accounts, which sign nobody in.</summary>
    public static IdentityBuilder AddIdentityStores(this IServiceCollection services) =>
        services.AddIdentityCore<ArchiveUser>(identity =>
            {
                identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                identity.User.RequireUniqueEmail = false;
                // Length alone counts (NIST SP 800-63B, section 3.1.1.2); what is common is refused by name.
                identity.Password.RequiredLength = PasswordRules.Shortest;
                identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
                identity.Password.RequiredUniqueChars = 4;
                identity.User.AllowedUserNameCharacters = "";
                // Identity's own lock-out would let anybody lock anybody out; see SignInLimits.
                identity.Lockout.AllowedForNewUsers = false;
            })
            .AddUserStore<ProtectedUserStore>()
            .AddPasswordValidator<PasswordRules>()
            .AddUserValidator<NameRules>()
            .AddClaimsPrincipalFactory<RoleClaims>();

    private static void Keep(CookieAuthenticationOptions options, string name)
    {
        options.CookieManager = new DeskCookies();
        options.Cookie.Name = name;
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    // What changes something is done by nobody whose session has ended; to ask that for every page that is read would cost each a query.
    private static async Task CheckSessionAsync(CookieValidatePrincipalContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            await SecurityStampValidator.ValidatePrincipalAsync(context);
            return;
        }
        var accounts = context.HttpContext.RequestServices.GetRequiredService<DeskSignIn>();
        if (await accounts.IsGoodAsync(context.Principal)) return;
        context.RejectPrincipal();
        await accounts.SignOutAsync();
    }

    // A page of its own, with its status, rather than a way elsewhere.
    private static Task Forbidden(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>Puts the role of the user's own row among the claims.</summary>
    private sealed class RoleClaims(UserManager<ArchiveUser> users, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<ArchiveUser>(users, options)
    {
        protected override async Task<ClaimsIdentity> GenerateClaimsAsync(ArchiveUser user)
        {
            var identity = await base.GenerateClaimsAsync(user);
            identity.AddClaim(new Claim(ClaimTypes.Role, user.Role.ToString()));
            return identity;
        }
    }
}
