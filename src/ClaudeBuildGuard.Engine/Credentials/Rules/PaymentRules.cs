using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>Payment providers and shops. Source: token-formats, rows 168 to 173 and 199.</summary>
internal static class PaymentRules
{
    private const string RotateStripe =
        "Roll the key at https://dashboard.stripe.com/apikeys; the old one can be let expire within hours.";

    private const string RotateSquare =
        "Replace it under Credentials of the application.";

    private const string RotatePayPal =
        "Revoke it under API keys in the control panel.";

    private const string RotateRazorpay =
        "Regenerate the key under Settings, API keys.";

    private const string RotateFlutterwave =
        "Regenerate it under Settings, API keys.";

    private const string RotateCoinbase =
        "Delete it under Settings, API.";

    private const string RotateEasyPost =
        "Delete it under API keys.";

    private const string RotateDuffel =
        "Delete it under Developers, Access tokens.";

    private const string RotateMercury =
        "Delete it under Settings, API tokens.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "stripe-live-key",
            Provider = "Stripe",
            Title = "Stripe live secret or restricted key",
            Shape = "{=sk_live_|rk_live_|sk_prod_|rk_prod_}{N20-247}",
            MinimumEntropy = 3.2,
            Opens = "charges, refunds and customer data of the account",
            Rotate = RotateStripe,
            Source = "token-formats 168",
        },
        new()
        {
            Id = "stripe-test-key",
            Provider = "Stripe",
            Title = "Stripe test secret or restricted key",
            Shape = "{=sk_test_|rk_test_}{N20-247}",
            Ceiling = Severity.Warning,
            MinimumEntropy = 3.2,
            Opens = "the test data of the account",
            Rotate = RotateStripe,
            Source = "token-formats 168",
            PublicConstants = ["sk_test_4eC39HqLyjWDarjtT1zdp7dc", "sk_test_BQokikJOvBiI2HlWgH4olfQ2", "sk_test_tR3PYbcVNZZ796tH88S4VQ2u"],
        },
        new()
        {
            Id = "stripe-webhook-secret",
            Provider = "Stripe",
            Title = "Stripe webhook signing secret",
            Shape = "whsec_{B32}",
            MinimumEntropy = 3.3,
            Opens = "forging events of the account",
            Rotate = "Roll the secret of the endpoint under Developers, Webhooks.",
            Source = "token-formats 168",
        },
        new()
        {
            Id = "square-access-token",
            Provider = "Square",
            Title = "Square access token",
            Shape = "EAAA{X60}",
            MinimumEntropy = 3.5,
            Opens = "payments and customers of the account",
            Rotate = RotateSquare,
            Source = "token-formats 169",
        },
        new()
        {
            Id = "square-legacy-token",
            Provider = "Square",
            Title = "Square access token",
            Shape = "sq0atp-{X22}",
            MinimumEntropy = 3.3,
            Opens = "payments and customers of the account",
            Rotate = RotateSquare,
            Source = "token-formats 169",
        },
        new()
        {
            Id = "square-oauth-secret",
            Provider = "Square",
            Title = "Square OAuth secret",
            Shape = "sq0csp-{X43}",
            MinimumEntropy = 3.5,
            Opens = "signing sellers in as the application",
            Rotate = "Replace the secret under OAuth of the application.",
            Source = "token-formats 169",
        },
        new()
        {
            Id = "braintree-token",
            Provider = "PayPal",
            Title = "Braintree access token",
            Shape = "access_token$production${LD16}${H32}",
            MinimumEntropy = 3.0,
            Opens = "payments of the merchant",
            Rotate = RotatePayPal,
            Source = "token-formats 170",
        },
        new()
        {
            Id = "braintree-sandbox-token",
            Provider = "PayPal",
            Title = "Braintree sandbox access token",
            Shape = "access_token$sandbox${LD16}${H32}",
            Ceiling = Severity.Warning,
            MinimumEntropy = 3.0,
            Opens = "the sandbox of the merchant",
            Rotate = RotatePayPal,
            Source = "token-formats 170",
        },
        new()
        {
            Id = "paypal-secret",
            Provider = "PayPal",
            Title = "PayPal client secret",
            Shape = "E{X79}",
            Near = ["paypal"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 4.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "payments of the merchant",
            Rotate = "Generate a new secret under Apps & Credentials and delete the old one.",
            Source = "token-formats 170",
        },
        new()
        {
            Id = "plaid-token",
            Provider = "Plaid",
            Title = "Plaid access token",
            Shape = "access-{=production|development|sandbox}-{UUID}",
            Opens = "the bank account that the user linked",
            Rotate = "Run /item/access_token/invalidate with it.",
            Source = "token-formats 171",
        },
        new()
        {
            Id = "plaid-secret",
            Provider = "Plaid",
            Title = "Plaid secret",
            Shape = "{H30}",
            Near = ["plaid"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the Plaid API as the client",
            Rotate = "Rotate the secret under Developers, Keys.",
            Source = "token-formats 171",
        },
        new()
        {
            Id = "adyen-key",
            Provider = "Adyen",
            Title = "Adyen API key",
            Shape = "AQE{[A-Za-z0-9+/=]60-600}",
            Near = ["adyen"],
            MinimumEntropy = 4.0,
            Opens = "payments of the merchant",
            Rotate = "Generate a new key under Developers, API credentials.",
            Source = "token-formats 171",
        },
        new()
        {
            Id = "razorpay-key",
            Provider = "Razorpay",
            Title = "Razorpay live key id",
            Shape = "rzp_live_{N14}",
            MinimumEntropy = 3.0,
            Opens = "payments of the merchant, together with its secret",
            Rotate = RotateRazorpay,
            Source = "token-formats 171",
        },
        new()
        {
            Id = "razorpay-secret",
            Provider = "Razorpay",
            Title = "Razorpay key secret",
            Shape = "{N24}",
            Near = ["razorpay"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.5,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "payments of the merchant",
            Rotate = RotateRazorpay,
            Source = "token-formats 171",
        },
        new()
        {
            Id = "checkout-key",
            Provider = "Checkout.com",
            Title = "Checkout.com secret key",
            Shape = "sk_{UUID}",
            Left = Boundary.Word,
            Opens = "payments of the merchant",
            Rotate = "Delete it under Settings, API keys.",
            Source = "token-formats 171",
        },
        new()
        {
            Id = "flutterwave-key",
            Provider = "Flutterwave",
            Title = "Flutterwave secret key",
            Shape = "FLWSECK{=_TEST-|-}{HX32}{=-X|}",
            MinimumEntropy = 3.0,
            Opens = "payments of the merchant",
            Rotate = RotateFlutterwave,
            Source = "token-formats 171",
        },
        new()
        {
            Id = "flutterwave-encryption-key",
            Provider = "Flutterwave",
            Title = "Flutterwave encryption key",
            Shape = "FLWSECK_TEST{[A-Za-z0-9]12}",
            Ceiling = Severity.Warning,
            Opens = "the test payments of the merchant",
            Rotate = RotateFlutterwave,
            Source = "token-formats 171",
        },
        new()
        {
            Id = "coinbase-key",
            Provider = "Coinbase",
            Title = "Coinbase API key or secret",
            Shape = "{X64}",
            Near = ["coinbase"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 4.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the wallets of the account",
            Rotate = RotateCoinbase,
            Source = "token-formats 171",
        },
        new()
        {
            Id = "shopify-token",
            Provider = "Shopify",
            Title = "Shopify access token or secret",
            Shape = "{=shpat_|shpca_|shppa_|shpss_}{HX32}",
            MinimumEntropy = 3.0,
            Opens = "orders, products and customers of the shop",
            Rotate = "Uninstall and reinstall the custom app, or rotate its client secret.",
            Source = "token-formats 172",
        },
        new()
        {
            Id = "easypost-key",
            Provider = "EasyPost",
            Title = "EasyPost API key",
            Shape = "EZAK{N54}",
            MinimumEntropy = 3.5,
            Opens = "shipping at the cost of the account",
            Rotate = RotateEasyPost,
            Source = "token-formats 173",
        },
        new()
        {
            Id = "easypost-test-key",
            Provider = "EasyPost",
            Title = "EasyPost test API key",
            Shape = "EZTK{N54}",
            Ceiling = Severity.Warning,
            MinimumEntropy = 3.5,
            Opens = "the test mode of the account",
            Rotate = RotateEasyPost,
            Source = "token-formats 173",
        },
        new()
        {
            Id = "shippo-token",
            Provider = "Shippo",
            Title = "Shippo API token",
            Shape = "shippo_{=live|test}_{HX40}",
            MinimumEntropy = 3.0,
            Opens = "shipping at the cost of the account",
            Rotate = RotateCoinbase,
            Source = "token-formats 173",
        },
        new()
        {
            Id = "lob-key",
            Provider = "Lob",
            Title = "Lob API key",
            Shape = "{[a-z]4}{[_]}{H35}",
            Near = ["lob_", "lob-", "lobapi", "lob."],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "sending mail at the cost of the account",
            Rotate = "Roll it under Settings, API keys.",
            Source = "token-formats 173",
        },
        new()
        {
            Id = "duffel-token",
            Provider = "Duffel",
            Title = "Duffel access token",
            Shape = "duffel_{=live|test}_{X43}",
            MinimumEntropy = 3.5,
            Opens = "bookings of the account",
            Rotate = RotateDuffel,
            Source = "token-formats 173",
        },
        new()
        {
            Id = "gocardless-token",
            Provider = "GoCardless",
            Title = "GoCardless access token",
            Shape = "live_{X40}",
            Near = ["gocardless"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.7,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "payments of the account",
            Rotate = RotateDuffel,
            Source = "token-formats 173",
        },
        new()
        {
            Id = "mercury-token",
            Provider = "Mercury",
            Title = "Mercury API token",
            Shape = "secret-token:mercury_production_{=wma_|}{X20-120}",
            Left = Boundary.None,
            Opens = "the bank accounts within its permissions",
            Rotate = RotateMercury,
            Source = "token-formats 199",
        },
        new()
        {
            Id = "mercury-token-bare",
            Provider = "Mercury",
            Title = "Mercury API token",
            Shape = "mercury_production_{X20-120}",
            Opens = "the bank accounts within its permissions",
            Rotate = RotateMercury,
            Source = "token-formats 199",
        },
        new()
        {
            Id = "ramp-secret",
            Provider = "Ramp",
            Title = "Ramp client secret",
            Shape = "ramp_sec_{N48}",
            MinimumEntropy = 3.5,
            Opens = "the cards and transactions of the business",
            Rotate = "Rotate it under Developer API of the app.",
            Source = "token-formats 199",
        },
        new()
        {
            Id = "paddle-key",
            Provider = "Paddle",
            Title = "Paddle API key",
            Shape = "pdl_{=live|sdbx}_apikey_{LD26}_{N22}_{N3}",
            Opens = "subscriptions and transactions of the seller",
            Rotate = "Revoke it under Developer tools, Authentication.",
            Source = "token-formats 199",
        },
        new()
        {
            Id = "polar-token",
            Provider = "Polar",
            Title = "Polar access token",
            Shape = "{=polar_pat_|polar_oat_}{X32-80}",
            MinimumEntropy = 3.5,
            Opens = "the organisations of its owner",
            Rotate = "Delete it under Settings, Developer.",
            Source = "token-formats 199",
        },
    ];
}
