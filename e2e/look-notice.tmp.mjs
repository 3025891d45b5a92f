import { openPage, closeBrowser, assertAccessible, assertNoSidewaysScrolling } from './support/index.mjs';
import { signIn } from './support/sign-in.mjs';
const base='http://127.0.0.1:8121';
process.env.KITH_E2E_URL=base;
const paths=[['notice','/privacy'],['notice-pl','/privacy?language=pl'],['notice-xx','/privacy?language=xx'],['kent','/privacy/childrens-social-care'],['kent-schedule','/privacy/childrens-social-care/schedule'],['kent-easy','/privacy/childrens-social-care/easy-read'],['easy','/privacy/easy-read'],['easy-pl','/privacy/easy-read?language=pl'],['schedule','/privacy/early-help/schedule'],['schedule-pl','/privacy/early-help/schedule?language=pl'],['changes','/privacy/early-help/changes'],['changes-1','/privacy/childrens-social-care/changes']];
for (const width of [1280,375]) {
  const { page } = await openPage({ width, baseURL: base });
  await page.setViewportSize({width, height: 900});
  const check=async(name)=>{ for (const c of [assertAccessible, assertNoSidewaysScrolling]) await c(page).catch(e=>console.log(name,width,e.message.slice(0,1500))); await page.screenshot({path:`/tmp/kn/shots/${name}-${width}.png`, fullPage:true}); };
  for (const [name,path] of paths) { const r=await page.goto(base+path); if(r.status()!==200) console.log(path,r.status()); await check(name); }
  await page.goto(base+'/request-support'); await page.getByRole('button',{name:/start|another/i}).first().click();
  await page.waitForLoadState(); await check('form-shut');
  await page.locator('details.govuk-details summary').first().click(); await check('form-open');
  await signIn(page,'priya.privacy'); await page.goto(base+'/home'); await check('home');
  await page.context().close();
}
await closeBrowser();
