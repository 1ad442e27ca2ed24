using System.Text;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Credentials;

/// <summary>
/// False alarms met in real trees, each beside the nearest credential that must still be found. The values are put together at run
/// time, so that no scanner trips over this file.
/// </summary>
public sealed class FalseAlarmTests
{
    private static readonly string Guid = TokenSampler.Run("H", 8, 1) + "-" + TokenSampler.Run("H", 4, 2) + "-4" + TokenSampler.Run("H", 3, 3) + "-a" + TokenSampler.Run("H", 3, 4) + "-" + TokenSampler.Run("H", 12, 5);
    private static readonly string Hash = TokenSampler.Run("H", 40, 6);
    private static readonly string Short = TokenSampler.Run("H", 32, 7);
    private static readonly string Lower = TokenSampler.Run("LD", 24, 8);
    private static readonly string Year = "Lösenord" + "2024!";
    private static readonly string Weak = "Summer" + "2024!";

    private static IEnumerable<TestCaseData> Pairs()
    {
        yield return Pair("a word of another language", "es.json", Json("yourpassword", "Contraseña"), Json("yourpassword", Year), "generic-password");
        yield return Pair("a word with a colon", "sv.php", "$lang['pass'] = 'Lösenord:';\n", $"$lang['pass'] = '{Year}';\n", "generic-password");
        yield return Pair("a word of another alphabet", "ja.json", Json("badtoken", "与えられたトークンは無効です"), Json("badtoken", Hash), "generic-api-key");
        yield return Pair("German", "de.json", Json("password", "Passwort"), Json("password", Weak), "generic-password");
        yield return Pair("French", "fr.json", Json("password", "Mot de passe"), Json("password", Weak), "generic-password");
        yield return Pair("an argument behind one that has its value", "src/Build.java", "exec(args(\"-cp\", cp, \"-Dftp.password=\" + password,\n    \"org.h2.build.doc.UploadBuild\"));\n", $"exec(args(\"-cp\", cp, \"-Dftp.password={Weak}\",\n    \"org.h2.build.doc.UploadBuild\"));\n", "generic-password");
        yield return Pair("the seed of RFC 4226", "src/Otp.cs", $"var uri = \"otpauth://totp/a:b?secret={"GEZDGNBVGY3TQOJQ"}{"GEZDGNBVGY3TQOJQ"}&issuer=a\";\n", $"var uri = \"otpauth://totp/a:b?secret={TokenSampler.Sample("{TU32}", 9300)}&issuer=a\";\n", "totp-seed");
        yield return Pair("a key of the registry", "A.cs", "const string LicenseSigningKey = @\"SOFTWARE\\Contoso\\Shop 2\\Licensing\";\n", $"const string LicenseSigningKey = \"{Hash}\";\n", "generic-signing-key");
        yield return Pair("a value of the registry", "A.cs", "const string Password = \"Software\\\\Contoso\\\\Product2\\\\Password1\";\n", $"const string Password = \"acme\\\\bob\\\\{Weak}\";\n", "generic-password");
        yield return Pair("an argument of a batch file", "publish.cmd", "if \"%1\" == \"-AzureToken\" (set AzureToken=%2&shift&shift&goto next)\nset Password=%~2&shift&goto next\n", $"set AzureToken={Hash}\n", "generic-api-key");
        yield return Pair("the name of an algorithm", "A.cs", "var hash = Hash(password, \"sha384\");\n", $"var hash = Hash(\"{Weak}\", password: \"{Weak}\");\n", "generic-password");
        yield return Pair("how to sign in", "A.cs", "var found = cache.GetCredential(new Uri(\"https://a.eu/\"), \"X-Custom2!\");\n", $"var made = new NetworkCredential(\"bob\", \"{Weak}\");\n", "generic-password");
        yield return Pair("what is sealed", "A.cs", "var open = _protector.Unprotect(\"hYfy" + "ZgECAwQF0\");\n", $"sheet.Unprotect(\"{Weak}\");\n", "generic-password");
        yield return Pair("a name without the word for what it is a name of", "A.cs", "const string AUTHENTICATION_PROVIDER_NAME_KEY = \"AuthenticationProviderName\";\n", $"const string AUTHENTICATION_PROVIDER_KEY = \"{Hash}\";\n", "generic-signing-key");
        yield return Pair("a power", "A.cs", "// the digits of too_high / 10^kappa\n", $"// login: bob_b / {Weak}\n", "generic-password");
        yield return Pair("bytes that are counted", "A.cs", $"aes.Key = new byte[] {{ {string.Join(", ", Enumerable.Range(0, 32).Select(i => $"0x{4 * i:x2}"))} }};\n", $"aes.Key = new byte[] {{ {Bytes("0x")} }};\n", "generic-signing-key");
        yield return Pair("the key of an entry", "a.xml", $"<m><b:Item><b:Key>{Hash}</b:Key>\n<b:Value>x</b:Value></b:Item></m>\n", $"<m><b:Item><b:ApiKey>{Hash}</b:ApiKey>\n<b:Value>x</b:Value></b:Item></m>\n", "generic-api-key");
        yield return Pair("a constant without a word", "a.xml", "<use enum=\"YCRCB\" token=\"YCRCB_422_SGIX\" />\n", "<use enum=\"YCRCB\" token=\"YCR4B_42K_SG1X\" />\n", "generic-api-key");
        yield return Pair("what is wrong with a parameter", "A.cs", "throw new ArgumentException(\"It must end with '-----END PRIVATE KEY-----'.\", \"pkcs8PrivateKey\");\n", $"values.Add(\"PrivateKey\", \"{Hash}\");\n", "generic-signing-key");
        yield return Pair("the algorithms of a key", "A.cs", "var made = new EncryptingCredentials(key, \"A256KW\", \"A256CBC-HS512\");\n", $"var made = new PasswordCredentials(user, \"{Weak}\");\n", "generic-password");
        yield return Pair("a picture in two halves", "A.cs", "var emoji = new Dictionary<string, string> { { \"hot_pepper\", \"\\ud83c\\udf36\\ufe0f\" } };\n", $"var peppers = new Dictionary<string, string> {{ {{ \"pepper\", \"{Hash}\" }} }};\n", "generic-signing-key");
        yield return Pair("what compares between two literals", "a.js", "password: '===s.type||'\n", $"password: '==={Weak}'\n", "generic-password");
        yield return Pair("a type with a number", "CHANGELOG.md", "* [X-4154](https://issues.acme.org/jira/browse/X-4154) - Add GArrowDecimal128DataType\n", $"* JIRA_TOKEN: {TokenSampler.Sample("{N24}", 9301)}\n", "atlassian-api-token-legacy");
        yield return Pair("a label", "en.json", Json("passwordLabel", "Password2"), Json("loginPassword", Weak), "generic-password");
        yield return Pair("the key of a cache", "A.cs", "const string CacheKey = \"UserPermissionsByRole\";\n", $"const string ApiKey = \"{Hash}\";\n", "generic-api-key");
        yield return Pair("the name of a key", "A.cs", "const string SigningKeyName = \"shop-jwt-2024-key\";\n", $"const string SigningKey = \"{Hash}\";\n", "generic-signing-key");
        yield return Pair("the scope of a grammar", "a.js", "token: 'keyword.html.tags.slim',\n", $"token: '{Hash}',\n", "generic-api-key");
        yield return Pair("a route", "a.ts", "const refreshToken = '/api/v2/token/refresh';\n", $"const refreshToken = '{Hash}';\n", "generic-api-key");
        yield return Pair("a route of two parts", "a.js", "const signInWithPassword = '/v1/accounts:signInWithPhoneNumber';\n", $"const signInWithPassword = '{Weak}';\n", "generic-password");
        yield return Pair("a type of an API", "a.ts", "VerifyPassword = \"identitytoolkit#VerifyPasswordResponse\",\n", $"VerifyPassword = \"toolkit#{Weak}\",\n", "generic-password");
        yield return Pair("an error code", "A.cs", "const string ForgottenPasswordCode = \"AADB2C90118\";\n", $"const string ForgottenPassword = \"{Weak}\";\n", "generic-password");
        yield return Pair("a constant of another system", "a.go", "EncryptionTypeAwsOwnedKmsKey = \"AWS_OWNED_KMS_KEY\"\n", $"EncryptionAesKey = \"{Hash}\"\n", "generic-signing-key");
        yield return Pair("a store of secrets", "a.json", Json("keyVaultToStoreSecrets", "kv4prod-Westeurope-x91"), Json("storedSecrets", Hash), "generic-api-key");
        yield return Pair("names in a list", "a.py", "ARGS = [\n    'wlan-security.leap-password',\n    'wlan-security.wep-key0',\n]\n", $"ARGS = {{'wlan-security.leap-password': '{Weak}'}}\n", "generic-password");
        yield return Pair("names with one ending", "a.py", "ignored = ['v3AuthPass', 'v3PrivPass']\n", $"set('v3AuthPass', '{Weak}')\n", "generic-password");
        yield return Pair("well-known passwords in prose", "a.go", "// \"P@ss\", \"Password!\", \"Password1\", \"Password22\"\n", $"x(\"Password1\", \"{Weak}\")\n", "generic-password");
        yield return Pair("a name in another case", "a.py", "names = {'md5_authentication_key': 'md5AuthenticationKey'}\n", $"names = {{'md5_authentication_key': '{Hash}'}}\n", "generic-signing-key");
        yield return Pair("what openssl encrypted", "a.yml", "password: " + "U2FsdGVkX199MZ7YOPkOR9O6" + "wEZmtGSgiDfnlcN9hBg=\n", $"password: {Weak}\n", "generic-password");
        yield return Pair("a tag of a serializer", "a.go", "Password *SecureString `json:\"catalogAdminPassword,omitempty\"`\n", $"Password = `{Weak}`\n", "generic-password");
        yield return Pair("a type of Pascal", "a.unknown", "property Password: UTF8String read FPassword;\nPassword: array[0..127] of Byte;\n", $"Password: {Weak}\n", "generic-password");
        yield return Pair("a template of PHP", "a.php", "$options[CURLOPT_USERPWD] = \"$value[0]:$value[1]\";\n", $"$options[CURLOPT_USERPWD] = \"{Weak}\";\n", "generic-password");
        yield return Pair("a base64 image in lines", "a.js", "x = \"" + new string('c', 2) + TokenSampler.Run("N", 70, 9) + "Pwd\",\n  \"" + TokenSampler.Run("N", 70, 10) + "\"\n", $"pwd = \"{Weak}\"\n", "generic-password");
        yield return Pair("a user with an optional password", "a.txt.in", "ftp://username[:" + "pa55word]@server/path\n", $"ftp://username:{Weak[..^1]}@server/path\n", "url-password");
        yield return Pair("a password named after its user", "a.py", "u = 'mongodb://oplog_reader:oplog_reader_" + "password@server1/shop'\n", $"u = 'mongodb://oplog_reader:{Weak[..^1]}@server1/shop'\n", "url-password");

        yield return Pair("an image that is wrapped", "a.resx", Wrapped("EAAD" + TokenSampler.Run("N", 56, 18)), "<value>EAAD" + TokenSampler.Run("N", 56, 18) + "</value>\n", "facebook-token");
        yield return Pair("tokens in a list of lines", "a.txt", TokenSampler.Run("N", 60, 19) + "\nEAAD" + TokenSampler.Run("N", 56, 18) + "\n", "EAAD" + TokenSampler.Run("N", 56, 18) + "\nEAAD" + TokenSampler.Run("N", 56, 20) + "\n", "facebook-token");
        yield return Pair("the nonce of a handshake", "A.cs", $"headers[\"Sec-WebSocket-Key\"] = \"{TokenSampler.Run("N", 22, 21)}==\";\n", $"headers[\"X-Api-Key\"] = \"{TokenSampler.Run("N", 22, 21)}==\";\n", "generic-api-key");
        yield return Pair("a pass that is counted", "a.xml", "<constant name=\"SKY_PASS\" value=\"131072\"/>\n<token name=\"StencilPassDepthPass\" value=\"0X0b96\"/>\n", "<add name=\"DB_PASS\" value=\"91827364\"/>\n", "generic-password");
        yield return Pair("a variable of a batch file", "a.bat", "SET KEYSTORE_PASSWORD=!KEYSTORE_PASSWORD:^^=^^^^!\nSET DB_PWD=!DB_PASSWORD!\n", $"SET KEYSTORE_PASSWORD=!{Weak}!\n", "generic-password");
        yield return Pair("a doubled dollar", "compose.yml", "test: \"mysqladmin --user=$$MYSQL_USER --password=$$MYSQL_ROOT_PASSWORD -s ping\"\n", $"test: \"mysqladmin --user=u --password={Weak} -s ping\"\n", "generic-password");
        yield return Pair("an option behind an option", "compose.yml", "command:\n  - \"--password\"\n  - \"--rekor_server.address=0.0.0.0\"\n", $"command:\n  - \"--password\"\n  - \"{Weak}\"\n", "generic-password");
        yield return Pair("a thing that is identified by another", "a.md", "shall return the value in the list identified by value1.**]**\n", $"create user x\n  identified by {Weak};\n", "generic-password");
        yield return Pair("a rule of a grammar", "a.md", "    passwd = 1*SAFE ; MUST accept up to 255 octets\n", $"    passwd = {Weak}\n", "generic-password");
        yield return Pair("a name without its signs", "a.h", "const char* OPTION_X509_PRIVATE_KEY = \"x509privatekey\";\nConfigKeyHelloV2TokenKey = \"hello-v2-token-key\";\n", $"const char* OPTION_X509_PRIVATE_KEY = \"{Hash}\";\n", "generic-signing-key");
        yield return Pair("a pass of a debugger", "a.log", "lock_func (lock=0x7fd4, pass=pass@entry=0, file=x)\n", $"login (user=bob, pass={Weak}, file=x)\n", "generic-password");
        yield return Pair("an argument among many", "A.java", "new KeyStore(file, P12_PASS, \"PKCS12x\", P12_PASS, other);\n", $"props.put(P12_PASS, \"{Weak}\");\n", "generic-password");
        yield return Pair("pieces of a text", "a.yml", "- match:  { tokens.0.token: abvgddjezzijklljmnnjoprstcufhccdzs }\n", $"- match:  {{ tokens.token: {Hash} }}\n", "generic-api-key");
        yield return Pair("a call with a blank", "a.sql", "npwd := sha1_digest (concat (decode_base64(nonce), crt));\n", $"npwd := {Weak} (old)\n", "generic-password");
        yield return Pair("a piece of a query", "a.sql", "x := 'method=q&api_key='||api_key||'&v=1.0&session_key='||id;\n", $"x := 'method=q&api_key={Hash}';\n", "generic-api-key");
        yield return Pair("a path on a host", "CHANGELOG.md", "* `github.com/aws/aws-sdk-go-v2/x1rolecreds` => `github.com/aws/aws-sdk-go-v2/credentials/ec2rolecreds`\n", $"* github token => `{Hash}`\n", "generic-api-key");
        yield return Pair("an entry of an installer", "a.vdproj", $"\"OwnerKey\" = \"8:_{Short.ToUpperInvariant()}\"\n", $"\"ApiKey\" = \"{Hash}\"\n", "generic-api-key");
        yield return Pair("the sample of a GUID", "a.json", Json("clientToken", "550e8400-e29b-41d4-a716-" + "446655440002"), Json("clientToken", Hash), "generic-api-key");
        yield return Pair("base64 of a sample", "a.gradle", "azureKey = '" + Encoded("azure_integration_test_key") + "'\n", "azureKey = '" + Encoded("x9!kQ2v_8Zp4rT7wLm3c") + "'\n", "generic-api-key");
        yield return Pair("base64 of a sentence", "a.json", Json("rawKey", Encoded("Hello from the cloud of clouds.")), Json("apiKey", Encoded("7Gh" + TokenSampler.Run("N", 27, 22))), "generic-api-key");
        yield return Pair("a symbol of a linker", "a.lsdump", Json("linker_set_key", "_ZN7android10VectorImpl4sortEPFiPKvS2_PvES3_"), Json("linker_api_key", Hash), "generic-api-key");
        yield return Pair("a module of a build", "Android.bp", "private_key: \":avb_testkey_rsa4096\",\n", $"private_key: \"{Hash}\",\n", "generic-signing-key");
        yield return Pair("a hash with its scheme", "a.conf", $"password = \"$2${Lower}${Hash}\";\n", $"password = \"{Weak}\";\n", "generic-password");
        yield return Pair("a source of openssl", "a.sh", "tool --signkey-pwd fd:100 \\\n", $"tool --signkey-pwd {Weak} \\\n", "generic-password");
        yield return Pair("a key in a module of hardware", "a.conf", "signingkey = pkcs11:model=SoftHSM%20v2;serial=891b99c169e41301;token=mylabel;id=%00;object=mykey\n", $"signingkey = {Hash}\n", "generic-signing-key");
        yield return Pair("a target of a makefile", "Makefile", "v1checkpassword: v1checkpassword.o lib.la\n", $"v1checkpassword: {Weak}\n", "generic-password");
        yield return Pair("public keys", "a.xml", "<elem key=\"key\">AAAAB3NzaC1yc2E" + TokenSampler.Run("N", 60, 23) + "</elem>\n", $"<elem key=\"apiKey\">{Hash}</elem>\n", "generic-api-key");
        yield return Pair("the public half of a key for messages", "a.json", Json("vapid_key", "BDO" + TokenSampler.Run("N", 84, 24)), Json("vapid_secret", "xDO" + TokenSampler.Run("N", 40, 24)), "generic-api-key");
        yield return Pair("a name of a file", "a.go", $"fileKey := \"{Lower}/a300_{TokenSampler.Run("N", 10, 25)}.png\"\n", $"apiKey := \"{Lower}{TokenSampler.Run("N", 10, 25)}\"\n", "generic-api-key");
        yield return Pair("a place where a list goes on", "a.json", Json("nextSyncToken", "some" + "base64text=="), Json("authToken", Hash), "generic-api-key");
        yield return Pair("an emphasis", "a.md", "-P *password*, --password=*password1*\n", $"-P x, --password={Weak}\n", "generic-password");

        yield return Pair("a member of a numbered object", "a.txt", "privateKey = body2.private_key;\nimagePass = image2.index;\n", $"imagePass = {Weak}\n", "generic-password");
        yield return Pair("a minified assignment", "a.txt", "const n=this,{password:r,X:s,ready:c}=n;let f;n.password=null;const c=x\n", $"n.password={Weak}\n", "generic-password");
        yield return Pair("what only exists perhaps", "a.txt", "let accessToken = auth3?.type === \"x\" ? auth3.y : null;\n", $"let accessToken = {Hash}\n", "generic-api-key");
        yield return Pair("the class of a style", "a.js", "\"inner-token\": \"awsui_inner-token_19bso_1gbhn_61\",\n", $"\"inner-token\": \"awsui_x_{Hash}\",\n", "generic-api-key");
        yield return Pair("the hash of a secret", "a.json", Json("hashed_secret", Hash), Json("client_secret", Hash), "generic-api-key");
        yield return Pair("the address of a contract", "a.json", Json("NxmToken", "0x" + Hash), Json("NxmToken", Hash), "generic-api-key");
        yield return Pair("the palette of a picture", "a.gif", "@EAAGABIBCJCCJDDKDELEFLFFMGGNHHPIIPJJQJKRKKRKLRLLRLMRMMSNNSOOTOPTQQURRUSSVTUWVVXXXYYZZZ[\n", "EAAG" + TokenSampler.Run("N", 80, 31) + "\n", "facebook-token");
        yield return Pair("a type of another schema", "a.tl", "account.delete reason:string password:flags.0?InputCheckPasswordSRP = Bool;\n", $"account.delete password:{Weak}\n", "generic-password");
        yield return Pair("a right without a password", "a.in", "@WEB_USER@ ALL=NOPASSWD: @SBINDDIR@/shutdown\npassword = @PSQL_PASSWORD@\n", $"password = {Weak}\n", "generic-password");
        yield return Pair("an option in a variable", "a.in", "MYPASS=\"-p$MYPASS\"\n", $"MYPASS=\"-p{Weak}\"\n", "generic-password");
        yield return Pair("a word with an entity", "ro.php", "'Password' => 'Parol&#259;',\n", $"'Password' => '{Weak}&#259;',\n", "generic-password");
        yield return Pair("a type of three dimensions", "a.hx", "function f(?actionOnBothPass : Context3DStencilAction, ?x : Int)\n", $"function f(?actionOnBothPass : {Weak}, ?x : Int)\n", "generic-password");
        yield return Pair("a drawn name that ends like a short word", "a.json", $$"""{ "72QaMVoNSFPw": "{{Lower[..10]}}", "GSAdK7Dzapw3": "{{Lower[2..12]}}", "2__Wn3vPjJ7-OortzQKlyKwmo9_vwlBW8-XMT10ARPw=": "378404000000" }""", Json("Oauth2AdminPw", Weak), "generic-password");
        yield return Pair("the key of a page of results", "a.json", Json("result_key", "SharedDNSViews2x9K"), Json("service_key", Hash), "generic-api-key");
        yield return Pair("an encoding behind a password", "a.js", "x = concat(auth.credentials.pass, \"utf-8\");\n", $"x = concat(auth.credentials.pass, \"{Weak}\");\n", "generic-password");
        yield return Pair("a module within a scope", "a.js", "var AppSecretKey = \"@effect/cli/ValidationError\";\n", $"var AppSecretKey = \"@{Hash}\";\n", "generic-signing-key");
        yield return Pair("a copy of a symbol", "a.txt", "var PropSecret_1 = ReactPropTypesSecret$2;\nif (secret === ReactPropTypesSecret$1) {\n", $"var PropSecret_1 = {Hash}\n", "generic-api-key");
        yield return Pair("a type of a schema", "a.md", "query ($email: String!, $password: String!) {\n", $"query ($email: x, $password: {Weak}) {{\n", "generic-password");
        yield return Pair("a type that may be missing", "a.yml", "password: string?\n", $"password: {Weak}?\n", "generic-password");
        yield return Pair("a public key with its method", "a.mjs", "importMultibaseKey(\"z6Mk" + "rJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2\")\nx = { secretKey: \"did:ethr:0x6913Eb9362372EEF6200f3b1dbC3f819671cBA69#controller\" }\n", $"x = {{ secretKey: \"{Hash}\" }}\n", "generic-signing-key");
        yield return Pair("the name of a variable that is set", "a.go", "run(\n\trootPwd,\n\t\"DOCKER_CONTENT_TRUST_PASSPHRASE=\"+repositoryPwd,\n)\n", $"rootPwd := \"{Weak}=\"\n", "generic-password");
        yield return Pair("where a secret of docker is mounted", "a.md", "  --secret source=app-key,target=app,uid=1000,gid=1001,mode=0400 \\\n", $"  --secret {Hash} \\\n", "generic-api-key");
        yield return Pair("a package with its version", "a.lock", Json("secretKey", "rules_license@0.0.7"), Json("secretKey", "rules_license@" + Short), "generic-signing-key");
        yield return Pair("the directory of a shell", "Dockerfile", "# docker run -v $PWD:/srv/jupyterhub2 -t x\n", $"# docker run -e PWD={Weak} -t x\n", "generic-password");
        yield return Pair("a route with what is asked for", "A.java", "{\"x=../passwd\", \"/get-files2?file=../../passwd\"}\n", $"{{\"passwd\", \"{Weak}\"}}\n", "generic-password");
        yield return Pair("a sentence in braces", "README.x", "ZM_DB_PASS = {password of the sql account you want}\n", $"ZM_DB_PASS = {Weak}\n", "generic-password");
        yield return Pair("the template of an address", "a.php", "$t = 'https://%user:%" + "pass@%host/path';\n", $"$t = 'https://shop:{Weak[..^1]}@git.contoso.com/path';\n", "url-password");
        yield return Pair("a call within a literal", "a.py", "password = f\":{quote(password)}\" if password else \"\"\n", $"password = f\":{Weak}\"\n", "generic-password");
        yield return Pair("the proxy of npm's documentation", "a.mjs", "x = 'https://use%21r:" + "pas%2As@my.proxy:1234/foo'\n", "x = 'https://use%21r:" + "paq%2As9x@my.proxy:1234/foo'\n", "url-password");

        yield return Pair("code between two minified literals", "a.js", "[{name:`password`,type:`password`,encrypted:!0,label:`Password`},{type:\"password\",name:\"password\",message:n?\"Token:\":\"Password:\"}]\n", $"[{{name:`password`,value:`{Weak}`}}]\nlogin({{password:\"{Weak}\"}})\n", "generic-password");
        yield return Pair("a factor of a curve", "a.js", "privateKey(); beta = \"0x7ae96a2b657c0710" + "6e64479eac3434e99cf0497512f58995c1396c28719501ee\";\n", $"privateKey = \"0x{TokenSampler.Run("H", 64, 32)}\";\n", "ethereum-private-key");
        yield return Pair("the first account of Hardhat", "a.env", "DEPLOYER_KEY=0xac0974bec39a17e3" + "6ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80\n", $"DEPLOYER_KEY=0x{TokenSampler.Run("H", 64, 33)}\n", "ethereum-private-key");
        yield return Pair("a program of Solana", "a.js", "splToken = \"Tokenkeg" + "QfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA\";\n", $"splToken = \"{Hash}\";\n", "generic-api-key");
        yield return Pair("a publishable key", "a.js", "const stripeKey = \"pk_test_" + TokenSampler.Run("N", 24, 34) + "\";\n", $"const stripeKey = \"{TokenSampler.Run("N", 24, 34)}\";\n", "generic-api-key");
        yield return Pair("a type of a library that may be missing", "a.txt", "public var websenseSecurityKey: Swift.String? {\n", $"public var websenseSecurityKey: {Hash}\n", "generic-signing-key");
        yield return Pair("a comparison", "a.txt", "this._usedEndToken=1===o.length?p:null\n", $"this._usedEndToken={Hash}\n", "generic-api-key");
        yield return Pair("the scope of a signature", "a.ts", "x = 'AWS4-HMAC-SHA256 Credential=xyz/20230208/eu-central-1';\n", $"x = 'Credential={Hash}';\n", "generic-api-key");
        yield return Pair("words of two languages", "nl.json", Json("MySQL password", "MySQL-wachtwoord"), Json("MySQL password", Weak), "generic-password");
        yield return Pair("a key that the reader has", "README.md", "fromPrivateKey('0xYourPrivateKey');\n", $"fromPrivateKey('{TokenSampler.Run("N", 44, 37)}');\n", "generic-signing-key");
        yield return Pair("a name with a numbered word", "a.js", "var AUTH_SIGNING_KEY = \"mesh-web3-services-auth\";\n", $"var AUTH_SIGNING_KEY = \"mesh-web3-{Hash}\";\n", "generic-signing-key");
        yield return Pair("the header of a token", "a.cpp", "std::string token(\"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.\");\n", $"std::string token(\"{TokenSampler.Run("N", 36, 35)}\");\n", "generic-api-key");
        yield return Pair("a file of credentials", "compose.yml", "KAFKA_SSL_KEY_CREDENTIALS: kafka1_sslkey_creds\n", $"KAFKA_SSL_KEY_CREDENTIALS: {Hash}\n", "generic-api-key");
        yield return Pair("a label of a key", "a.c", "DEFINE(OSPF6_AUTH_MANUAL_KEY, \"OSPF6 auth key\");\n", $"DEFINE(OSPF6_AUTH_MANUAL_KEY, \"{Hash}\");\n", "generic-signing-key");
        yield return Pair("a public key of OpenPGP", "a.flatpakref", $"GPGKey=mQENB{TokenSampler.Run("B", 200, 36)}\n", $"ApiKey={Hash}\n", "generic-api-key");
        yield return Pair("a revision of Nix", "flake.nix", "black.url = \"github:NixOS/nixpkgs/c7cb72b0\";  # black\n", $"key.url = \"github:{TokenSampler.Run("N", 40, 28)}\";\n", "generic-api-key");

        yield return Pair("a script that has to pass", "a.rs", "// However, this is necessary to pass: \"gnu/tests/tail-2/F-vs-rename.sh\"\n", $"// pass: \"{Weak}\"\n", "generic-password");
        yield return Pair("a secret of a build of docker", "a.md", "# docker build --secret id=npm_token,src=.npmrc .\n", $"# docker build --secret {Hash} .\n", "generic-api-key");
        yield return Pair("options for curl", "a.sh", "echo 'curl arguments: -U \"--proxy http://http-proxy\"'\n", $"curl -U \"proxy:{Weak}\" https://x.contoso.com\n", "basic-authorization");
        yield return Pair("a name behind a percent sign", "config.php", "define('DB_PASS', '%DB_PASS');\n", $"define('DB_PASS', '%{Weak}');\n", "generic-password");
        yield return Pair("what is put before a hash", "a.php", "function encrypt_password($pass) {\n  return \"MODE2:\" . hash('sha256', $pass);\n}\n", $"function default_password() {{\n  return \"{Weak}\";\n}}\n", "generic-password");
        yield return Pair("a variable and more", "a.pl", "printf \"User-Password=$password,NAS-IP-Address=127.0.0.1\";\nmy $DB_READER_PASS = $conf_nmi{'DB_READER_PASS'};\n", $"my $DB_READER_PASS = '{Weak}';\n", "generic-password");
        yield return Pair("the directory of a container", "a.rst", "singularity -s exec --pwd /execute/dir_462373 -B x\n", $"tool -s exec --pwd {Weak} -B x\n", "generic-password");
        yield return Pair("a format of a message", "a.cpp", "dprintf(D, \"round-robin (2): pass: surplus= %g  requested= %g\\n\");\n", $"set(\"pass: {Weak}\");\n", "generic-password");
        yield return Pair("a name between two signs", "initial.ldif.in", "userPassword: @config_gfarm_backend_password@\n", $"userPassword: {Weak}\n", "generic-password");
        yield return Pair("a whole revision of Nix", "flake.nix", $"nixpkgs.url = \"github:NixOS/nixpkgs/{Hash}\";\n", $"key.url = \"github:{TokenSampler.Run("N", 40, 28)}\";\n", "generic-api-key");

        yield return Pair("where a query goes on", "a.json", Json("token", "+RID:OpY0AN-mFAACAAAAAAAABA==#RT:1#TRC:1#RTD:qdTAEA=="), Json("token", Hash), "generic-api-key");
        yield return Pair("two addresses in a list", "a.xml", "<code>new DealerSocket(\"tcp://127.0.0.1:5555,@tcp://127.0.0.1:55556\")</code>\n", $"<code>new Socket(\"tcp://shop:{Weak[..^1]}@git.contoso.com:55556\")</code>\n", "url-password");
        yield return Pair("a place in a grammar", "a.js", "{token:\"keyword.tag-$1\"}\n", $"{{token:\"{Hash}\"}}\n", "generic-api-key");
        yield return Pair("the token of an assembly of a task", "a.targets", $"<TaskKeyToken>{Hash[..16]}</TaskKeyToken>\n", $"<TaskToken>{Hash[..16]}</TaskToken>\n", "generic-api-key");
        yield return Pair("a constant in the place of a number", "a.cs", "var privateKey = \"0xPRIVATE_KEY\";\nvar signingKey = \"0x4646464646464646464646464646464646464646464646464646464646464646\";\n", $"var privateKey = \"0x{TokenSampler.Run("H", 64, 61)}\";\n", "ethereum-private-key");

        yield return Pair("a table of options", "a.md", "| Option | Password | Default |\n|---|---|---|\n| `--password` | string | required |\n| `--token` | X-Api-Key | none1 |\n| password | `varchar(64)` | text |\n", $"| Option | Password |\n|---|---|\n| x | {Weak} |\n", "generic-password");
        yield return Pair("an object behind a literal", "a.ts", "const a = `x`;\nconst b = {\n  password: model2.value1,\n  token: next1,\n};\n", $"const a = `\npassword: {Weak}\n`;\n", "generic-password");
        yield return Pair("a statement about a row", "a.sql", "UPDATE Settings SET Value = 'Password' WHERE Name = 'LabelOfPassword';\nSELECT q (x) FROM t WHERE password_value = [x];\n", $"UPDATE Settings SET Value = '{Weak}' WHERE Name = 'Password';\n", "generic-password");

        yield return Pair("what follows a comparison", "a.js", "x = (e.old||``).toLowerCase()===`password`&&t.set(`data`,`true`),n=\"password\"&&t.set(\"data\");\n", $"login({{password:`{Weak}`}});\n", "generic-password");
        yield return Pair("a text that begins with its id", "i18n.properties", "TOKENIZER_NO_TOKENS=ONZ9uKkSI1cAMDa2vLz05A_No tokens\nTBL_SELECT_KEY=\\u9078\\u629E\\u3059\\u308B\\u306B\\u306F\n", $"api.token={Hash}\n", "generic-api-key");
        yield return Pair("a key that should be changed", "application.yml", "jwt:\n  secret: my-secret-key-which-should-be-changed-in-production\n", $"jwt:\n  secret: {Hash}\n", "generic-signing-key");
        yield return Pair("base64 of base64 of a placeholder", "a.yml", "JWT_SECRET: " + Encoded(Encoded("my-secret-token-to-change-in-production-and-long")[..64]) + "\n", $"JWT_SECRET: {TokenSampler.Run("N", 64, 72)}\n", "generic-signing-key");

        yield return Pair("the sum of a secret", "a.yaml", $"metadata: {{ annotations: {{ checksum/secret: {Hash} }} }}\n", $"metadata: {{ annotations: {{ x: y, secret: {Hash} }} }}\n", "generic-api-key");
        yield return Pair("a sealed secret", "a.yaml", $"kind: SealedSecret\nspec:\n  encryptedData:\n    api-key: AgCp8{TokenSampler.Run("B", 90, 81)}\n", $"spec:\n  data:\n    api-key: {Hash}\n", "generic-api-key");
        yield return Pair("a place in pages", "A.cs", "const string EmptyToken = \"" + Encoded("{\"Page\":1,\"Size\":50}") + "\";\n", $"const string EmptyToken = \"{Hash}\";\n", "generic-api-key");
        yield return Pair("an expression that matches passwords", "A.cs", "const string Password = @\"^(?=.*[a-z])(?=.*\\d).{8,15}$\";\n", $"const string Password = @\"^{Weak}$\";\n", "generic-password");
        yield return Pair("a public key below a private one", "a.yml", $"private_key: none\npublic_key: {TokenSampler.Run("B", 42, 82)}E=\n", $"private_key: {TokenSampler.Run("B", 42, 82)}E=\n", "raw-private-key");
        yield return Pair("what is asked of a password", "a.php", "$rules = ['password' => 'required|string|min:8|confirmed'];\n", $"$rules = ['password' => '{Weak}'];\n", "generic-password");
        yield return Pair("a rule of another grammar", "a.g4", "createUser : CREATE USER name=ident IDENTIFIED BY password=STRING ;\n", $"CREATE USER x IDENTIFIED BY {Weak};\n", "generic-password");
        yield return Pair("the code of an error", "a.h", "#define ERR_BAD_PASSWORD \"E_BAD_PASSWORD_0x17\"\n", $"#define ROOT_PASSWORD \"{Weak}\"\n", "generic-password");
        yield return Pair("a property of Maven", "application.properties", "server.ssl.key-store-password=@keystore.password@\n", $"server.ssl.key-store-password={Weak}\n", "generic-password");
        yield return Pair("the class of a component", "a.js", "const c = { password: 'MuiInput-passwordRoot-312' };\n", $"const c = {{ password: '{Weak}' }};\n", "generic-password");

        yield return Pair("bytes that are no key", "A.cs", $"byte[] PublicKey = {{ {Bytes("0x")} }};\nbyte[] AesKey = {{ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 }};\nbyte[] HmacKey = new byte[16];\nint[] SigningKey = {{ 1, 2, 3 }};\n", $"byte[] EncryptionKey = [{Bytes("0x")}];\n", "generic-signing-key");

        yield return Pair("the directory of a process", "a.js", "path = concat(process.env.PWD, \"/node_modules/@x/y-2z\");\n", $"set(process.env.DB_PWD, \"{Weak}\");\n", "generic-password");
        yield return Pair("a file that is opened", "a.pl", "open(PASS, \">$passfile\") || die \"no\";\n", $"set(PASS, \"{Weak}\");\n", "generic-password");

        yield return Pair("a code of a catalogue", "a.json", Json("clave", "IVA16-2024"), Json("clave", Hash), "generic-api-key");
        yield return Pair("the key of a column in German", "A.cs", "const string FremdSchluessel = \"FK_Order2Customer\";\n", $"const string ApiSchluessel = \"{Hash}\";\n", "generic-signing-key");

        yield return Pair("a label in an address", "a.c", "uri: `pkcs11:model=Model;serial=1;token=My%20Client%20Certificate1;id=%00`\n", $"uri: `x?serial=1;token={Hash};id=%00`\n", "generic-api-key");
        yield return Pair("a tag of Go", "a.go", "PasswordOther schema.Password `json:\"-\"`\n", $"OtherPassword = \"{Weak}\"\n", "generic-password");
        yield return Pair("a source of Nix", "flake.nix", "nixpkgs.url = \"github:NixOS/nixpkgs/nixos-25.11\";\n", $"key.url = \"github:{TokenSampler.Run("N", 40, 28)}\";\n", "generic-api-key");
        yield return Pair("a token of progress", "a.go", $"wantWorkDoneToken = \"{Guid}\"\n", $"wantWorkToken = \"{Guid}\"\n", "generic-api-key");
        yield return Pair("what browsers draw for a call", "a.js", $"sdp = 'a=ice-pwd:{TokenSampler.Run("N", 24, 29)}';\n", $"sdp = {{ 'db-pwd': '{Weak}' }};\n", "generic-password");
        yield return Pair("an option with its value", "a.sh", "mysql -N -u $LOGIN -p$DB_PASSWD -h$DB_HOST $NAME\n", $"mysql -N -u $LOGIN -p{Weak} -h$DB_HOST $NAME\n", "generic-password");
        yield return Pair("a role of a documentation", "changelog.rst", "- Pass :meth:`~import_export.mixins.Mixin.get_export1` to it\n", $"- Pass: {Weak}\n", "generic-password");
        yield return Pair("an entity behind a value", "a.xml", "<p>password=foo&amp;phonenumber=449999123456</p>\n", $"<p>password={Weak}&amp;phonenumber=449999123456</p>\n", "generic-password");
        yield return Pair("no value", "a.hrl", "userIdentity = x, oldPasswd = asn1_NOVALUE, newPasswd = asn1_NOVALUE\n", $"userIdentity = x, oldPasswd = {Weak}, newPasswd = asn1_NOVALUE\n", "generic-password");
        yield return Pair("a project key of a vendor's samples", "google-services.json", Json("current_key", "AIzaSy" + "DMAScliyL" + TokenSampler.Run("N", 24, 17)), Json("current_key", "AIzaSy" + TokenSampler.Run("N", 33, 17)), "google-api-key");
        yield return Pair("okta within another word", "a.go", $"rookTable := \"00{TokenSampler.Run("N", 40, 11)}\"\n", $"oktaTable := \"00{TokenSampler.Run("N", 40, 11)}\"\n", "okta-token");
        yield return Pair("etsy within another word", "a.go", $"SetSysctl(\"{Lower}\")\n", $"MyEtsy(\"{Lower}\")\n", "etsy-key");
        yield return Pair("meraki within another word", "a.swift", $"CameraKit(\"{Hash}\")\n", $"CameraMeraki(\"{Hash}\")\n", "meraki-key");
        yield return Pair("heroku as a path", "a.cs", $"// see heroku/cli\nvar module = \"{Guid}\";\n", $"var herokuKey = \"{Guid}\";\n", "heroku-key-legacy");
        yield return Pair("splunk in a comment", "a.cs", $"// forwarded by the splunk universal forwarder\n[Guid(\"{Guid}\")]\n", $"// splunk\nvar token = \"{Guid}\";\n", "splunk-hec-token");
        yield return Pair("an element of an id around a line", "a.xml", $"<scalewayAccessId>\n    {Guid}\n</scalewayAccessId>\n", $"<scalewayAccessKey>\n    {Guid}\n</scalewayAccessKey>\n", "scaleway-secret-key");
        yield return Pair("a list below its provider", "a.txt.in", $"heroku token\nx\n  - {Guid}\n", $"heroku token\n  {Guid}\n", "heroku-key-legacy");
        yield return Pair("an id beside its provider", "a.yml", $"scaleway:\n  server_id: '{Guid}'\n", $"scaleway:\n  secret_key: '{Guid}'\n", "scaleway-secret-key");
        yield return Pair("a commit beside its provider", "a.yml", $"sonar:\n  commit: '{Hash}'\n", $"sonar:\n  login_token: '{Hash}'\n", "sonar-token-legacy");
        yield return Pair("the id of a record beside a name", "data.sql", $"('214','Jenkins healthcheck','{Short}'),\n", $"('214','Jenkins API token','{Short}'),\n", "jenkins-token");
        yield return Pair("the id of a record many fields on", "data.sql", $"('jenkins.info','{{$JENKINS.TOKEN}}','','','0','1','','{Short}'),\n", $"('jenkins.info','jenkins.token','{Short}'),\n", "jenkins-token");
        yield return Pair("the id of a server in prose", "a.log", $"Jenkins 2.60.2; Server ID: {Short}; Port 35928\n", $"Jenkins 2.60.2; API token: {Short}; Port 35928\n", "jenkins-token");
        yield return Pair("a file name", "a.css.in", $"url(x.ico-{TokenSampler.Run("N", 32, 12)})\n", $"key ico-{TokenSampler.Run("N", 32, 12)}\n", "infracost-key");
        yield return Pair("a marker in base64", "a.js", $"data = \"{TokenSampler.Run("B", 90, 13)}/IGQ{TokenSampler.Run("N", 100, 14)}+{TokenSampler.Run("B", 90, 15)}\"\n", $"data = \"IGQ{TokenSampler.Run("N", 100, 14)}\"\n", "instagram-token");
        yield return Pair("a marker in a hexadecimal number", "A.cs", $"x = \"EAADA{TokenSampler.Run("HU", 59, 16)}\";\n", $"x = \"EAADA{TokenSampler.Run("N", 120, 16)}\";\n", "facebook-token");
        yield return Pair("a word of another language with a number", "A.cs", "const string ElemPassword1 = \"Passwort1\";\n", $"const string ElemPassword1 = \"{Weak}\";\n", "generic-password");
        yield return Pair("an instruction behind a label", "a.il", "PASS: ldc.i4.0\n", $"PASS: \"{Weak}\"\n", "generic-password");
        yield return Pair("the token of the framework's key", "Makefile", "ECMA_KEY := ecma.pub # Public Key Token: b77a5c561934e089\n", $"ECMA_KEY := ecma.pub # Token: {Hash}\n", "generic-api-key");
        yield return Pair("the variable of a grammar", "a.js", "token: \"keyword.$1\"\n", $"token: \"{Hash}\"\n", "generic-api-key");
        yield return Pair("the token of a change", "a.json", Json("ChangeToken", Guid), Json("BotToken", Guid), "generic-api-key");
        yield return Pair("a numbered word as a password", "a.js", "x = 'dotenv://:key_" + "7890@dotenv.org/vault'\n", "x = 'dotenv://:key_" + "x7K9qR@dotenv.org/vault'\n", "url-password");
        yield return Pair("code between two literals", "a.js", "f(\"auth-password\"),n(\"label\",\"auth-password\"),o?e(\"code\")\n", $"f(\"auth-password\", \"{Weak}\")\n", "generic-password");
        yield return Pair("a mask of JFrog", "a.txt.in", "AKCp" + new string('X', 69) + "\n", $"xoxb-{TokenSampler.Run("D", 12, 1)}-{TokenSampler.Run("D", 12, 2)}-{TokenSampler.Run("N", 24, 3)}\n", "slack-token");
        yield return Pair("a token of Slack that is spelt out", "a.in", "xoxp-1-" + "EveryMorningTheSameStationPlatform\n", $"xoxp-1-{TokenSampler.Run("N", 32, 4)}\n", "slack-token-numbered");
        yield return Pair("a token of Slack that is blacked out", "a.in", $"xoxp-{TokenSampler.Run("D", 12, 1)}-{TokenSampler.Run("D", 12, 2)}-{TokenSampler.Run("D", 12, 3)}-{new string('#', 20)}\n", $"xoxp-{new string('1', 12)}-{new string('1', 12)}-{new string('1', 12)}-{TokenSampler.Run("H", 32, 3)}\n", "slack-token-masked");
        yield return Pair("letters and digits in order", "a.cs", "const string ApiKey = \"def234ghi567" + "jkl890mno123pqr456\";\n", $"const string ApiKey = \"{Lower}\";\n", "generic-api-key");
        yield return Pair("a GUID in order", "a.json", Json("ApiKey", "a1b2c3d4-e5f6-" + "7890-abcd-ef1234567890"), Json("ApiKey", Guid), "generic-api-key");
        yield return Pair("bytes in order as base64", "a.cs", $"const string AesKey = \"{Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)i)])}\";\n", $"const string AesKey = \"{TokenSampler.Run("B", 43, 5)}=\";\n", "generic-signing-key");
        yield return Pair("bytes in order as hexadecimal", "a.cs", "const string AesKey = \"00112233445566778899" + "aabbccddeeff\";\n", $"const string AesKey = \"{Short}\";\n", "generic-signing-key");
        yield return Pair("an account of a chain", "a.js", "const TOKENS = 'bostrom15phze6xnvfnpuvvgs" + "2tw58xnnuf872wlz72sv0j2yauh6zwm7cmqqpmc42';\n", $"const TOKENS = '{TokenSampler.Run("LD", 62, 5)}';\n", "generic-api-key");
        yield return Pair("what a key of a cloud encrypted", "a.yml", $"secretEnv:\n  BROWSERSTACK_KEY: CiQA{TokenSampler.Run("B", 140, 6)}\n", $"secretEnv:\n  BROWSERSTACK_KEY: {TokenSampler.Run("N", 40, 6)}\n", "generic-api-key");
        yield return Pair("a sample behind e.g.", "a.js", $"placeholder: 'e.g. hvs.{TokenSampler.Run("N", 24, 9)}',\n", $"token: 'hvs.{TokenSampler.Run("N", 24, 9)}',\n", "vault-service-token");
        yield return Pair("a point of Ed25519", "a.js", "privateKey = BigInt(\"0x216936d3cd6e53fe" + "c0a4e231fdd6dc5c692cc7609525a7b2c9562d608f25d51a\");\n", $"privateKey = BigInt(\"0x{TokenSampler.Run("H", 64, 9)}\");\n", "ethereum-private-key");
        yield return Pair("a user of curl without a password", "run.sh", "curl -u \"ServiceUser1:\" https://x.contoso.com\n", $"curl -u \"ServiceUser1:{Weak}\" https://x.contoso.com\n", "basic-authorization");
        yield return Pair("the version of a package source", "Gemfile", "# gems.contribsys.com 1a2b3c4d\n", $"BUNDLE_GEMS__CONTRIBSYS__COM={TokenSampler.Run("H", 8, 7)}:{TokenSampler.Run("H", 8, 8)}\n", "sidekiq-credential");
        yield return Pair("a cookie of GitLab without a value", "a.http", "Cookie: _gitlab_session=deleted; path=/\n", $"Cookie: _gitlab_session={TokenSampler.Run("H", 32, 7)}; path=/\n", "gitlab-session-cookie");
        yield return Pair("a salt that ends with a dot", "a.cs", $"var x = \"$name.${TokenSampler.Run("N", 43, 2)}\";\n", $"var x = \"$6${TokenSampler.Run("N", 15, 2)}.${TokenSampler.Run("N", 86, 2)}\";\n", "sha-crypt-hash");
        yield return Pair("the test key of Stripe's documentation", "run.sh", "curl https://api.stripe.com/v1/charges -u sk_test_" + "4eC39HqLyjWDarjtT1zdp7dc:\n", $"curl https://api.stripe.com/v1/charges -u sk_live_{TokenSampler.Run("N", 24, 2)}:\n", "stripe-live-key");
        yield return Pair("a commit of Sourcegraph", "a.go", $"// github.com/sourcegraph/conc@{Hash}\n", $"// sourcegraph token: {Hash}\n", "sourcegraph-token-legacy");
        yield return Pair("masks of Slack", "a.txt.in", "xoxb-XXXXXXXXXXXX-XXXXXXXXXXXX-XXXXXXXXXXXXXXXXXXXXXXXX xoxb-*** xoxb-123456789012-" + new string('x', 24) + "\n", $"xoxp-{TokenSampler.Run("D", 12, 1)}-{TokenSampler.Run("D", 12, 2)}-{TokenSampler.Run("N", 24, 3)}\n", "slack-token");
    }

    private static IEnumerable<TestCaseData> Spelt()
    {
        foreach (var (name, path, text, kind) in new[]
        {
            ("a call that takes a key", "a.ts", $"const wallet = Wallet.fromPrivateKey('{TokenSampler.Run("N", 44, 41)}');\n", "generic-signing-key"),
            ("a call that sets a key", "A.cs", $"builder.WithEncryptionKey(\"{TokenSampler.Run("N", 44, 42)}\");\n", "generic-signing-key"),
            ("a short word behind another", "A.cs", $"string adminPw = \"{Weak}\";\n", "generic-password"),
            ("a short word behind another in a file", "a.json", Json("AdminPw", Weak), "generic-password"),
            ("a short word behind another in an element", "a.config", $"<add key=\"AdminPw\" value=\"{Weak}\" />\n", "generic-password"),
            ("a column of a table", "a.md", $"| Environment | Password |\n|---|:-:|\n| prod | `{Weak}` |\n", "generic-password"),
            ("a row of a table", "a.md", $"| Name | Value |\n|---|---|\n| Api key | {Hash} |\n", "generic-api-key"),
            ("a literal of Perl", "a.pl", $"my $db_password = q{{{Weak}}};\n", "generic-password"),
            ("another literal of Perl", "a.pl", $"my %conf = (password => qq({Weak}), x => 1);\n", "generic-password"),
            ("a literal of Lua", "a.lua", $"local db_password = [[{Weak}]]\n", "generic-password"),
            ("a levelled literal of Lua", "a.lua", $"config.api_token = [==[{Hash}]==]\n", "generic-api-key"),
            ("the row of a statement", "a.sql", $"UPDATE Settings SET Value = '{Hash}' WHERE Name = 'ApiKey';\n", "generic-api-key"),
            ("a manifest within a literal", "a.go", $"const m = `\nkind: Secret\nstringData:\n  password: {Weak}\n`\n", "generic-password"),
            ("a setting within a raw literal", "A.cs", $"var x = \"\"\"\n    user: sa\n    password: {Weak}\n    \"\"\";\n", "generic-password"),
            ("a setting within a verbatim literal", "A.cs", $"var x = @\"\n[db]\npassword={Weak}\n\";\n", "generic-password"),
            ("a password in Dutch", "a.ini", $"BeheerderWachtwoord={Weak}\n", "generic-password"),
            ("a password in French", "appsettings.json", Json("MotDePasse", Weak), "generic-password"),
            ("a password in Spanish", "A.cs", $"string contraseña = \"{Weak}\";\n", "generic-password"),
            ("a key in German", "A.cs", $"const string AES_SCHLUESSEL_HEX = \"{Hash}\";\n", "generic-signing-key"),
            ("a secret in German", "A.cs", $"const string WebhookGeheimnis = \"{Hash}\";\n", "generic-api-key"),
            ("a sentence that signs", "A.cs", "k = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(\"the long key of our web shop\"));\n", "generic-signing-key"),
            ("rows of a statement below its columns", "a.sql", $"INSERT INTO Users (UserName, [Password])\nVALUES ('admin', 'x'),\n       ('demo', '{Weak}');\n", "generic-password"),
            ("a field below its name", "a.csv", $"name;password;comment\nsvc;\"{Weak}\";x\n", "generic-password"),
            ("a row of an example", "a.feature", $"  | email | password |\n  | x@c.nl | {Weak} |\n", "generic-password"),
            ("an argument of a test case", "A.cs", $"[InlineData(\"bob\", \"{Weak}\")]\npublic void Login(string user, string password) {{ }}\n", "generic-password"),
            ("characters one by one", "A.cs", $"foreach (char c in \"{Weak}\") secure.AppendChar(c);\n", "generic-password"),
            ("a fallback with parts", "run.sh", $"export X=\"${{CS:-Server=db;User Id=app;Password={Weak};Database=app}}\"\n", "connection-string-password"),
            ("a setting that Visual Studio repeats", "Settings.Designer.cs", $"[DefaultSettingValueAttribute(\"Data Source=x;User ID=stock;Password={Weak}\")]\n", "connection-string-password"),
            ("a basic authorization in two literals", "A.cs", $"h.Authorization = new AuthenticationHeaderValue(\"Basic\", \"{Encoded($"shop:{Weak}")}\");\n", "basic-authorization"),
            ("a basic authorization in two literals without a blank", "A.cs", $"h.Authorization = new AuthenticationHeaderValue(\"Basic\",\"{Encoded($"shop:{Weak}")}\");\n", "basic-authorization"),
            ("a basic authorization of a known type", "A.cs", $"h.Authorization = new(\"Basic\", \"{Encoded($"shop:{Weak}")}\");\n", "basic-authorization"),
            ("a secret of an identity server", "A.cs", "new Secret(\"bff-north\" + \"wind\".Sha256())\n".Replace("\" + \"", string.Empty, StringComparison.Ordinal), "generic-api-key"),
            ("a word as a password", "A.cs", "var n = new NetworkCredential(\"svc\", \"zonne" + "bloem\");\n", "generic-password"),
            ("two words as a password", "A.cs", "const string Password = \"ciao_" + "bella\";\n", "generic-password"),
            ("two words without a sign", "A.cs", "public string AdminPassword { get; set; } = \"frozen" + "Hammer\";\n", "generic-password"),
            ("words and a year as a key", "A.cs", "const string ApiKey = \"kassa-sleutel-" + "2019\";\n", "generic-api-key"),
            ("letters that are no particles", "A.cs", "const string Password = \"toor-" + "Toor1\";\n", "generic-password"),
            ("a secret that people chose", "a.js", "app.use(session({ secret: 'iHate" + "Security123' }));\n", "generic-api-key"),
            ("the account of a site", "web.config", "<a><b><identity impersonate=\"true\" userName=\"C\\a\" password=\"gandalf-" + "grey\" /></b></a>", "generic-password"),
            ("a value of a secret in the clear", "a.yaml", "apiVersion: v1\nkind: Secret\nstringData:\n  smtp: m4il" + "gate\n", "generic-password"),
            ("a licence in groups", "A.cs", "string LicenseKey = \"" + "NW9K2-7TQXF-M3B8R" + "-PD6VH-4YJCL\";\n", "generic-api-key"),
            ("a name within a name", "a.ini", "[a]\nPassword=Dev" + "enter-3\n", "generic-password"),
            ("a key byte by byte", "A.cs", $"static readonly byte[] AesKey = new byte[] {{ {Bytes("0x")} }};\n", "generic-signing-key"),
            ("a key byte by byte in Java", "A.java", $"byte[] secretKey = {{(byte) {Bytes("0x").Replace(", ", ", (byte) ", StringComparison.Ordinal)}}};\n", "generic-signing-key"),
            ("a setting below a section about errors", "appsettings.json", $$"""{ "ErrorReporting": { "SmtpPassword": "{{Weak}}" } }""", "generic-password"),
            ("a setting of digests", "appsettings.json", $$"""{ "Digest": { "Password": "{{Weak}}" } }""", "generic-password"),
            ("a token of an output", "a.yml", $"output:\n  token: {Hash}\n", "generic-api-key"),
            ("a password that holds its name and a year", "A.cs", "var password = \"shop-pass" + "word-2024\";\n", "generic-password"),
            ("a password with the signs of a pattern", "A.cs", "var password = \"What(?)" + "1x!Zq\";\n", "generic-password"),
            ("base64 of a user and a password", "A.cs", "const string LoginToken = \"" + Encoded("{\"user\":\"admin\",\"pass\":\"sunflower\"}") + "\";\n", "generic-api-key"),
            ("a property of a package of SSIS", "a.dtsConfig", $"<?xml version=\"1.0\"?><DTSConfiguration><Configuration ConfiguredType=\"Property\" Path=\"\\Package.Connections[Dwh].Properties[Password]\"><ConfiguredValue>{Weak}</ConfiguredValue></Configuration></DTSConfiguration>\n", "generic-password"),
            ("a key of a feed", "NuGet.config", $"<?xml version=\"1.0\"?><configuration><apikeys><add key=\"http://proget.intra/nuget/Default\" value=\"{TokenSampler.Run("B", 62, 95)}==\" /></apikeys></configuration>\n", "generic-api-key"),
            ("a key for one environment", "a.js", $"exports.SECRET_KEY_SANDBOX = '{Hash}';\n", "generic-signing-key"),
            ("words with blanks", "notes.in", $"using vercel token {TokenSampler.Run("N", 24, 21)} for it\n", "vercel-token-legacy"),
            ("words with capitals", "notes.in", $"Azure Openai Api Key: {Short}\n", "azure-subscription-key"),
            ("name and value", "a.yaml", $"env:\n  - name: DATADOG_APP_KEY\n    value: \"{Hash}\"\n", "datadog-app-key"),
            ("name at the end of its line", "a.yaml", $"env:\n  - name: SHOP_ADMIN_PWD\n    value: \"{Weak}\"\n", "generic-password"),
            ("a short name", "a.py", $"client = Lob(api_key=\"live_{TokenSampler.Run("H", 35, 22)}\")\n", "lob-key"),
            ("a name before a section", "a.ini", $"[lob]\napi_key = live_{TokenSampler.Run("H", 35, 22)}\n", "lob-key"),
            ("a name without signs", "a.env", $"OKTAAPITOKEN=00{TokenSampler.Run("N", 40, 23)}\n", "okta-token"),
            ("a header", "a.http", $"GET https://x\nX-Consul-Http-Token: {Guid}\n", "consul-token"),
            ("a caret in an address", "a.env", "URL=https://shop:" + "jyrB8n^G!pYu@git.contoso.com/a.git\n", "url-password"),
            ("a caret without quotes", "docker-compose.yml", "environment:\n  - DB_PASSWORD=" + "dBka94iV^zU-4z\n", "generic-password"),
            ("an element around a line", "a.xml", $"<herokuToken>\n    {Guid}\n</herokuToken>\n", "heroku-key-legacy"),
            ("a GUID of few pairs", "a.json", Json("NuGetApiKey", "5298de54-6a4b-4b09-" + "98f5-d173ec5b5833"), "generic-api-key"),
        })
        {
            yield return new TestCaseData(path, text, kind).SetArgDisplayNames(name);
        }
    }

    [TestCaseSource(nameof(Pairs))]
    public void The_clean_text_is_silent_and_the_nearest_credential_is_found(string path, string clean, string credential, string kind)
    {
        Assert.Multiple(() =>
        {
            Assert.That(TokenSampler.Scan(clean, path).Select(h => $"{h.Kind.Id} {h.KeyName} {h.Line}:{h.Column}"), Is.Empty);
            Assert.That(TokenSampler.Scan(credential, path).Select(h => h.Kind.Id), Does.Contain(kind));
        });
    }

    [TestCaseSource(nameof(Spelt))]
    public void A_credential_is_found_however_its_name_is_spelt(string path, string text, string kind) =>
        Assert.That(TokenSampler.Scan(text, path).Select(h => h.Kind.Id), Does.Contain(kind));

    [Test]
    public void A_sample_in_a_comment_of_documentation_is_advice()
    {
        var code = $"const masterPassword = \"{Weak}\";\n";
        Assert.Multiple(() =>
        {
            Assert.That(TokenSampler.Scan(code, "a.ts").Single().IsStrong, Is.True);
            Assert.That(TokenSampler.Scan("/**\n * " + code + " */\n", "a.ts").Single().IsStrong, Is.False);
            Assert.That(TokenSampler.Scan("/// " + code, "a.cs").Single().IsStrong, Is.False);
            Assert.That(TokenSampler.Scan("// " + code, "a.ts").Single().IsStrong, Is.True);
        });
    }

    [Test]
    public void The_search_key_of_a_site_is_information()
    {
        var alone = $"algolia: {{\n  apiKey: '{Short}',\n}}\n";
        var named = alone.Replace("}", "  indexName: 'docs',\n}", StringComparison.Ordinal);
        Assert.Multiple(() =>
        {
            Assert.That(TokenSampler.Scan(named, "docusaurus.config.js").Single().Kind.Ceiling, Is.EqualTo(Severity.Information));
            Assert.That(TokenSampler.Scan(alone, "docusaurus.config.js").Single().Kind.Id, Is.EqualTo("algolia-key"));
        });
    }

    [Test]
    public void A_sample_of_a_schema_is_advice() =>
        Assert.That(TokenSampler.Scan($"properties:\n  data:\n    example:\n      accessToken: {TokenSampler.Run("LD", 40, 17)}\n", "openapi.yml").Single().IsStrong, Is.False);

    [Test]
    public void Digits_alone_are_advice_and_digits_behind_a_word_of_another_alphabet_are_not()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(TokenSampler.Scan(Json("password", "4829" + "13"), "a.json").Single().IsStrong, Is.False);
            Assert.That(TokenSampler.Scan(Json("password", "Медведь" + "1981"), "a.json").Single().IsStrong, Is.True);
        }
    }

    [Test]
    public void Sixteen_hexadecimal_digits_are_advice() =>
        Assert.That(TokenSampler.Scan($"Token: {TokenSampler.Run("H", 16, 17)}\n", "Makefile").Single().IsStrong, Is.False);

    [Test]
    public void Snake_case_with_one_digit_is_advice()
    {
        Assert.Multiple(() =>
        {
            Assert.That(TokenSampler.Scan("password = \"peer_" + "modem1\"\n", "a.py").Single().IsStrong, Is.False);
            Assert.That(TokenSampler.Scan("password = \"peer_" + "modem1990\"\n", "a.py").Single().IsStrong, Is.True);
        });
    }

    [Test]
    public void A_file_of_tests_is_known_by_its_name([Values("src/client_test.go", "src/test_client.py", "src/client_spec.rb", "src/ClientTests.cs", "tools/sqlsharp/README", "man/sqlsharp.1", "share/man5/crontab.5", "man/ipsec.conf.5.in", "src/borg/testsuite/key.py")] string path) =>
        Assert.That(PathKinds.Of(path), Is.EqualTo(PathKind.TestOrDocumentation));

    [Test]
    public void A_file_whose_name_only_ends_like_a_test_is_none([Values("src/latest.go", "src/contest.py", "src/testimonial.cs", "src/readme.cs", "src/install.sh", "src/manager.1")] string path) =>
        Assert.That(PathKinds.Of(path), Is.EqualTo(PathKind.Product));

    private static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Bytes(string prefix) => string.Join(", ", TokenSampler.Run("H", 32, 91).Chunk(2).Select(b => prefix + new string(b)));

    // One line of base64 between others that are equally long.
    private static string Wrapped(string line) =>
        $"<value>\n        {TokenSampler.Run("N", line.Length, 26)}\n        {line}\n        {TokenSampler.Run("N", line.Length, 27)}\n</value>\n";

    private static string Json(string name, string value) => $$"""{ "{{name}}": "{{value}}" }""";

    private static TestCaseData Pair(string name, string path, string clean, string credential, string kind) =>
        new TestCaseData(path, clean, credential, kind).SetArgDisplayNames(name);
}
