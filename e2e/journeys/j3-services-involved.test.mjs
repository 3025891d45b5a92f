// J3: a friend rings about Tommy Williams; who else is involved with the family.
import assert from 'node:assert/strict';
import { inspect, isPage, journey, match, recordAtDesk, referral, TODAY } from '../support/index.mjs';

const WORDS = referral(2, `Paula Lee is a friend of the family. She went to Kate's house because Kate had not rung back. She had to
call through the letter box before the door opened an inch. Kate's eyes were red; she would not let Paula in.

Paula says it is because of Tommy's father, Dominic Pierce. He used to hit Kate, and left when the police took him in for an
assault in another town. "Everybody knows he is back." She saw him at the school gates. Tommy misses days at school and has gone
quiet. Kate, rung afterwards, says she is being put out of her home and that notice came three weeks ago.`);

const CALL = {
    'How the request arrived': {
        'How did it arrive?': 'Telephone call', 'Day it was received': TODAY, 'Time it was received': '9:36am',
        'Source of the request': 'Acquaintance, for example a neighbour or childminder',
    },
    'What kind of record this is': {
        'Are you writing down their words?': 'Some of each', 'How do they know?': 'Some of each', 'Is anybody in danger now?': 'Not known',
    },
    'Who is asking': { 'Who is asking?': 'A relative, friend or neighbour' },
    'Giving their name': { 'Do they want to stay anonymous?': 'No: the family may know who asked' },
    'How to reach the person asking': { 'First name': 'Paula', 'Last name': 'Lee', 'Telephone number': '01632 960 518' },
    'How they know the family': { 'How do they know the family?': 'Kate’s friend' },
    'What help is wanted': { 'What help is wanted?': ['Keeping a child safe from harm'] },
    'About the child': {
        'First name': 'Tommy', 'Last name': 'Williams', 'Has the child been born?': 'Yes', 'Date of birth': '12 5 2012',
        'Is the request about this child?': 'Yes',
    },
    'Where the child lives': { 'Where does this child live?': 'I do not know' },
    'Adults in the family': [
        { 'First name': 'Kate', 'Last name': 'Williams', 'Who are they to the children?': 'Mother or father' },
        { 'First name': 'Dominic', 'Last name': 'Pierce', 'Who are they to the children?': 'Mother or father' },
    ],
    'Talking with the family': { 'Have the parents or carers been told about the request?': 'No', 'Why not?': 'It is not safe to do so yet' },
    'What they told you': { 'What did they tell you?': WORDS },
    'What it is about': { 'Which of these are part of it?': ['Neglect'] },
};

journey('J3 who else is involved with Tommy Williams', {}, async ({ page, hands, signIn, elsewhere }) => {
    const look = (name, on = page) => inspect(on, `j3-${name}`);
    await signIn('dora.duty');
    const request = await recordAtDesk(hands, CALL);
    await page.goto(`${request}/services`);
    assert.match(await page.getByRole('main').innerText(), /Nobody in this request is matched yet/);
    await look('nobody-matched');
    for (const name of ['Tommy Williams', 'Kate Williams', 'Dominic Pierce']) await match(hands, request, name, new RegExp(`: ${name}`));
    await page.goto(`${request}/people`);
    await hands.followLink('Who else is involved: schools, housing, adult social care and police');
    await isPage(page, 'Who else is involved');
    await look('services');

    const card = (name) => page.getByRole('region', { name, exact: true });
    const section = (name, service) => card(name).locator('div').filter({ has: page.getByRole('heading', { level: 3, name: new RegExp(`^${service}`) }) }).last();
    assert.equal(await section('Dominic Pierce', 'Police').count(), 1, 'an adult has a police section');
    assert.equal(await section('Tommy Williams', 'Police').count(), 0, 'a child has none');
    assert.match(await card('Tommy Williams').innerText(), /Not shown at this age:.*police/);
    assert.equal(await section('Tommy Williams', 'School').count(), 1);
    assert.match(await section('Kate Williams', 'Adult social care').innerText(), /None found/);
    assert.match(await page.getByRole('main').innerText(), /Not supplied since \d+ \w+ \d{4}/, 'nobody asked is told apart from nothing found');
    const housing = section('Kate Williams', 'Housing');
    assert.match(await housing.innerText(), /Last updated on \d+ \w+ \d{4}/);

    assert.ok(!/Notice seeking possession/.test(await housing.innerText()), 'details are not shown before somebody asks');
    await hands.pressButton(/^Show housing details/, { inside: housing });
    assert.match(await housing.innerText(), /Notice seeking possession\s+Open/);
    await look('housing-open');

    // Both looks are on record.
    const priya = await elsewhere();
    await priya.signIn('priya.privacy');
    await priya.page.goto('/people/ca570001-0000-4000-8000-000000000022/viewed');
    assert.match(await priya.page.getByRole('main').innerText(), /Dora Dewhurst[\s\S]*Saw what housing says/);
    await look('viewed', priya.page);
    assert.ok(!/Williams|Pierce/.test(await page.title()));
});
